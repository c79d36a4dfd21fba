"""What a form does with the declaration of its kind: which blocks fold, what to do now."""
