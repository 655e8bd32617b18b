"""Decoding recordings in a confined child, and letting its pixels and its sound out here.

`inside`, `borrowed` and `stretch` run in the child and are the only ones that give FFmpeg bytes.
`decoder` and `sound` run in the window's process and parse nothing.
"""
