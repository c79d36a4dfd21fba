"""How long records are kept: the policy, legal holds, and disposal by two people."""
