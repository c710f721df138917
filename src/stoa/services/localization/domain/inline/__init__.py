"""Learning content as texts to translate, and back: mark-up, placeholders and addresses are kept aside.

`skeleton` takes HTML apart and puts it together; `plain` does the same with texts without mark-up. `masks`
and `restore` bring a coded text through a translation engine.
"""
