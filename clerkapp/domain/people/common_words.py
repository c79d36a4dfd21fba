"""Words and phrases that guessers of passphrases try first, without spaces and accents, in small letters.

Of our own making: what people like, whom they know, where they live, what they do in an election office,
what a computer asked for, and sayings. In English and Spanish. `guessing` adds figures, rows and names.
"""

COMMON = """
password passwords passwort passphrase passcode passport pass word login logon signin user username users
admin administrator administer root sysadmin system superuser manager master owner guest public private
test tester testing demo sample example default temp temporary change changeme changeit newpass newuser
welcome hello hallo hola hey goodbye bye letmein letme open enter access secret secrets secure security safe
safety trust trustno trustnoone nobody nothing none null unknown whatever anything something please thanks
thankyou computer laptop desktop keyboard internet network server windows microsoft apple google facebook
amazon twitter yahoo gmail hotmail outlook office samsung android iphone dell toshiba sony nintendo
playstation xbox minecraft pokemon pikachu mario zelda sonic starwars startrek starwars matrix batman superman
spiderman ironman wolverine avengers hulk thor marvel disney mickey minnie mouse donald goofy pluto snoopy
garfield tigger winnie pooh simba nemo barbie ken elmo kermit shrek frozen elsa hobbit gandalf frodo merlin
dragon dragons monkey monkeys tiger tigers lion lions eagle eagles falcon hawk raven wolf wolves bear bears
panther jaguar cougar puma leopard cheetah zebra giraffe elephant rhino hippo horse horses pony mustang bronco
stallion donkey mule cow bull bulls buffalo bison sheep lamb goat pig piggy rabbit bunny kitten kitty cat cats
dog dogs doggy doggie puppy pup poodle beagle boxer bulldog husky shepherd retriever terrier rover fido rex
max buddy bella lucy daisy molly bailey sadie maggie sophie chloe lola zoe rocky jack duke toby cooper bear
buster riley charlie oscar sam murphy shadow lucky princess angel angels baby babe babygirl babyboy honey sugar
sweet sweetie sweetheart sweety cutie darling dear lover lovers love loves loved lovely loveme loveyou iloveyou
iloveu ilovehim ilover iloveher iloveme ihateyou hate kiss kisses hug hugs heart hearts soul spirit ghost
forever always never together happy happiness sad smile smiley laugh joy hope faith grace peace mercy blessed
blessing god jesus christ jesuschrist lord savior bible church prayer heaven hell devil satan demon evil
sunshine sunny sun moon moonlight star stars starlight sky skyline rain rainbow storm thunder lightning cloud
clouds snow snowball snowman snowflake winter spring summer autumn fall season january february march april may
june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday
tuesday wednesday thursday friday saturday sunday weekend holiday christmas xmas easter halloween thanksgiving
birthday anniversary party today tomorrow yesterday morning evening midnight night day week month year time
flower flowers rose roses lily lilly tulip daisy violet violets jasmine iris poppy orchid sunflower blossom
garden tree trees forest wood woods leaf river lake ocean sea beach island mountain mountains valley desert
canyon creek stone rock rocks diamond diamonds ruby emerald sapphire crystal pearl jewel gold golden silver
bronze platinum copper iron steel metal metallica red orange yellow green blue purple pink brown black white
gray grey scarlet crimson banana apple apples cherry cherries strawberry blueberry peach peaches plum grape
lemon lime mango melon watermelon pineapple coconut pumpkin potato tomato carrot pepper peppers onion garlic
ginger cinnamon vanilla chocolate coffee tea milk cookie cookies cupcake candy cheese cheesecake pizza taco
burger bacon butter pancake waffle donut pepsi coke cocacola drpepper beer whiskey vodka tequila wine football
baseball basketball soccer hockey tennis golf golfer golfing softball volleyball rugby cricket boxing wrestling
racing racecar runner running swimming swimmer skiing surfer surfing fishing fisherman hunter hunting camping
hiking biker bike bicycle motorcycle harley davidson yamaha honda suzuki kawasaki toyota ford chevy chevrolet
camaro corvette ferrari porsche mercedes bmw audi jeep truck trucker tractor johndeere train airplane pilot
sailor sailing captain soldier army navy marine marines airforce military warrior knight ninja samurai pirate
pirates viking vikings cowboy cowboys indian indians redskins packers steelers patriots broncos raiders giants
dolphins dolphin ravens saints chargers bengals browns titans texans colts jaguars cardinals rams seahawks
lakers celtics knicks warriors yankees redsox dodgers cubs braves mets rangers phillies astros royals twins
brewers reds liverpool arsenal chelsea manchester united barcelona realmadrid juventus messi ronaldo jordan
michaeljordan kobe lebron shaq player players game games gamer gaming winner winning champion champions team
coach sport sports guitar piano drums drummer violin music musician song singer dancer dancing dance rock
rockstar rocknroll hiphop rapper eminem beatles elvis nirvana metal slipknot prince michael mike michelle
jennifer jessica ashley amanda sarah stephanie nicole melissa elizabeth heather brittany samantha danielle
rebecca rachel christina christine lauren megan emily hannah kayla courtney victoria alexandra alexander
alexandria alexis andrea andrew anthony austin benjamin brandon brian bryan cameron charles charlotte chris
christian christopher claudia connor crystal cynthia daniel daniela david deborah debbie denise dennis diana
diane donna dorothy douglas dylan eduardo edward elena ellen eric erica ethan eugene evelyn fernando florence
frances francis francisco frank franklin frederick gabriel gabriela gary george gerald gloria gordon gregory
harold harry heidi helen henry howard isaac isabel isabella jackson jacob jacqueline james jamie janet janice
jason javier jeffrey jeremy jerry jesse jimmy joan joanna joe john johnny jonathan jose joseph joshua juan
juanita judith judy julia julian julie justin karen katherine kathleen kathryn kathy katie keith kelly kenneth
kevin kim kimberly kristen kyle larry laura lawrence leonard leonardo leslie linda lisa logan lorenzo louis
louise lucas luis luke madison manuel marcus margaret maria mariana marie marilyn mario marisol mark martha
martin mary matthew maureen melanie mercedes michael miguel monica morgan nancy natalia natalie nathan nathaniel
nicholas nick noah norman olivia oliver pamela patricia patrick paul paula pedro peter philip phillip rafael
ralph ramon randy raymond ricardo richard robert roberta roberto roger ronald rosa rosemary russell ruth ryan
sabrina sally samuel sandra santiago scott sean sebastian sergio sharon shannon sheila shirley sierra simon
sofia sophia stanley stella stephen steve steven stewart summer susan sylvia tamara taylor teresa terry theodore
theresa thomas tiffany timothy tina todd tom tony tracy travis tyler valentina valeria vanessa veronica vicente
victor vincent virginia walter wanda wayne wendy william williams willie yolanda yvonne zachary smith johnson
jones brown davis miller wilson moore anderson garcia martinez rodriguez hernandez lopez gonzalez perez sanchez
ramirez torres flores rivera gomez diaz reyes cruz morales ortiz gutierrez chavez ramos ruiz mendoza alvarez
castillo jimenez romero lee walker hall allen young king queen wright hill green adams baker nelson carter
mitchell roberts turner phillips campbell parker evans edwards collins stewart morris murphy cook rogers reed
bailey bell cooper richardson cox howard ward peterson gray watson brooks bennett wood barnes ross henderson
coleman jenkins perry powell long patterson hughes washington simmons foster bryant mother mom mommy mama momma
father dad daddy papa family sister brother son daughter husband wife grandma grandpa grandmother grandfather
nana uncle aunt cousin friend friends bestfriend bff girl girls boy boys man woman women men lady ladies boss
bigboss doctor nurse teacher teachers student students school college university lawyer police officer fireman
firefighter engineer worker farmer driver house home homesweethome room door window kitchen garage street road
avenue city town village country state states county counties nation america american usa unitedstates texas
florida california newyork nevada arizona colorado utah oregon washington idaho montana wyoming newmexico
oklahoma kansas nebraska dakota northdakota southdakota minnesota iowa missouri arkansas louisiana wisconsin
illinois indiana michigan ohio kentucky tennessee mississippi alabama georgia carolina northcarolina
southcarolina virginia westvirginia maryland delaware pennsylvania newjersey connecticut massachusetts vermont
newhampshire maine alaska hawaii boston chicago dallas houston austin denver phoenix seattle portland atlanta
miami orlando detroit cleveland milwaukee brooklyn london paris berlin canada mexico england ireland scotland
france germany italy spain russia china japan india brazil australia africa europe election elections elect
electoral ballot ballots vote votes voter voters voting voteyes precinct precincts poll polls polling pollworker
judge judges clerk clerks countyclerk recorder registrar auditor audit audits canvass canvassing recount tally
count counting tabulator scanner printer incident incidents record records recording clerkapp democrat democrats
republican republicans democracy republic liberty freedom patriot patriotism justice president governor senator
mayor congress senate government federal courthouse court capitol primary general runoff absentee mailin dropbox
obama trump biden clinton bush reagan kennedy lincoln jefferson first second third one two three four five six
seven eight nine ten eleven twelve hundred thousand million zero number numbers letter letters alpha beta gamma
delta omega bravo echo foxtrot hotel juliet kilo lima mike november oscar papa quebec romeo sierra tango uniform
victor whiskey xray yankee zulu the and you are for not but with this that have from they will what when where
who why how can all any new old big little long good great best better nice cool hot cold fast slow hard easy
super mega ultra power powers powerful strong magic magical mystery legend hero heroes villain killer hacker
hackers cracker stupid crazy silly funny sexy fuck fuckyou fuckoff fucker shit bullshit bitch asshole damn
pussy dick cock tits boobs naked horny porn blowjob money cash dollar dollars rich bank banker business work
working job jobs company service support helpdesk help info contact mail email phone telephone mobile call
number key keys lock locked unlock code codes coder coding program programmer developer software hardware
database oracle cisco linux ubuntu debian github docker python java javascript perl ruby hacker matrix neo
trinity morpheus phoenix griffin unicorn mermaid fairy fairies wizard witch vampire twilight zombie zombies
monster monsters alien aliens robot robots rocket rockets space spaceman nasa apollo galaxy universe planet earth
world worldwide mars venus jupiter saturn neptune mercury pluto infinity energy electric electricity fire fires
flame flames ice water wind earthquake hurricane tornado blizzard hunter gunner shooter sniper ranger scout
trouble danger dangerous warning stop start begin end final finish finally life lifetime live living death dead
die dying born baby child children kids kid teen adult senior junior freshman sophomore qwerty qwertz azerty
abc abcd asdf zxcv qaz wsx edc iop jkl asd qwe zxc aaa xxx zzz contrasena clave secreto amor amorcito teamo
tequiero mivida micielo corazon cielo vida amigo amigos amiga hermano hermana madre padre mama papa mami papi
hijo hija abuelo abuela familia casa perro gato bebe nena princesa reina rey estrella estrellita sol luna mar
playa flor flores rosa mariposa verano invierno otono primavera enero febrero marzo abril mayo junio julio
agosto septiembre octubre noviembre diciembre lunes martes miercoles jueves viernes sabado domingo hoy manana
siempre nunca feliz felicidad dios jesus cristo jesucristo virgen guadalupe santa santo angelito bonita bonito
hermosa hermoso linda lindo guapa guapo loco loca fuerte grande pequeno rojo azul verde amarillo negro blanco
mexico mexicano mexicana colombia argentina peru chile venezuela bolivia ecuador cuba puertorico futbol america
chivas tigres aguilas barcelona realmadrid elecciones eleccion voto votar votante condado oficina trabajo
uno dos tres cuatro cinco seis siete ocho nueve diez cien mil bienvenido bienvenida hola adios gracias porfavor
correcthorsebatterystaple horsebatterystaple thequickbrownfox quickbrownfox jumpsoverthelazydog lazydog
tobeornottobe thatisthequestion maytheforcebewithyou theforce iamyourfather lukeiamyourfather onceuponatime
happilyeverafter alliswell allyouneedislove wearethechampions wewillrockyou letitbe letitgo heyjude yesterday
dontworrybehappy hakunamatata twinkletwinklelittlestar happybirthday happybirthdaytoyou merrychristmas
happynewyear happyhalloween ilovemydog ilovemycat ilovemymom ilovemydad ilovemywife ilovemyhusband ilovejesus
ilovegod jesuslovesme jesusislord godisgood godisgreat godislove godbless godblessamerica ingodwetrust
inthebeginning ourfather ourfatherwhoartinheaven amazinggrace praisethelord thelordismyshepherd wethepeople
wethepeopleoftheunitedstates lifelibertyandthepursuitofhappiness landofthefree homeofthebrave starspangledbanner
ohsaycanyousee fourscoreandsevenyearsago giveme liberty givemelibertyorgivemedeath unitedwestand onenation
onenationundergod everyvotecounts everyvotematters onepersononevote iknowwhatyoudid knowledgeispower
timeismoney honestyisthebestpolicy practicemakesperfect betterlatethannever thinkdifferent justdoit
carpediem veni vidi vici venividivici etpluribusunum epluribusunum semperfi semperfidelis hastalavista
hastalavistababy houstonwehaveaproblem bondjamesbond elementarymydearwatson theresnoplacelikehome
openopensesame opensesame abracadabra hocuspocus supercalifragilisticexpialidocious whoami iamthebest iamgod
iamawesome youshallnotpass winteriscoming valarmorghulis livelonganprosper livelongandprosper resistanceisfutile
thisismypassword thisisapassword mypassword mypass yourpassword thepassword nopassword newpassword oldpassword
passwordpassword iforgot iforgotmypassword forgot forgotten dontforget donotforget remember rememberme letmeinnow
letmeinplease idontknow dontknow donttellanyone tellnoone keepout goaway noway noidea whoknows whocares whynot
becauseican icandoit yeswecan neverforget nevergiveup nevermind noregrets believe believeinyourself dreamer
dreams dreambig followyourdreams liveyourlife livelaughlove lovelife lifeisgood lifeisbeautiful carpe diem
sisepuede lavidaloca mivida teamomucho porsiempre amoreterno elamordemivida diosesamor diosesgrande
diosteama vivamexico hastasiempre holamundo helloworld helloworlds
"""
