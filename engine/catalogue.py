def catalogue():
    return []
