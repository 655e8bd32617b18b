"""Reading what a file says, without Qt and without the vault.

Bytes from strangers are read in a child process with limits (`read.read_document`); what
comes back are plain values.
"""
