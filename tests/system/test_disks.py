"""The kind of disk is told from what the system says of it."""

from __future__ import annotations

import pytest

from caseapp.system.disks import DiskKind, disk_kind, kind_of_mount, kind_of_name

MOUNTS = """\
21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 21 8:17 / /media/user/my\\040stick rw,nosuid - vfat /dev/sdb1 rw,fmask=0022
31 21 8:33 / /media/user/card rw - exfat /dev/sdc1 rw
40 21 0:55 / /srv/office rw - nfs4 server:/office rw
41 21 0:60 / /home/user/far rw - fuse.sshfs user@host: rw
42 40 0:61 / /srv/office/here rw - tmpfs tmpfs rw
43 21 0:44 /@home /home rw - btrfs /dev/vdb rw
broken line
"""


@pytest.mark.parametrize(
    ("device", "folder", "kind"),
    [
        ("254:0", "/srv/vault", DiskKind.LOCAL),
        ("8:17", "/media/user/my stick/vault", DiskKind.REMOVABLE),
        ("8:33", "/media/user/card", DiskKind.REMOVABLE),
        ("0:55", "/srv/office/vault", DiskKind.NETWORK),
        ("0:61", "/srv/office/here/vault", DiskKind.LOCAL),
        ("0:60", "/home/user/far/vault", DiskKind.NETWORK),
        ("0:45", "/home/user/vault", DiskKind.LOCAL),  # btrfs tells another number
        ("254:0", "/media/user/cardboard", DiskKind.LOCAL),
        ("9:9", "nowhere", DiskKind.LOCAL),
    ],
)
def test_a_mount_tells_what_kind_of_disk_a_folder_lies_on(device, folder, kind):
    assert kind_of_mount(MOUNTS, device, folder) is kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [("NTFS", "local"), ("FAT32", "removable"), ("exFAT", "removable"), ("apfs", "local"),
     ("smbfs", "network"), ("", "local")],
)  # fmt: skip
def test_file_systems_are_known_by_the_names_of_every_system(name, kind):
    assert kind_of_name(name) == kind


def test_a_folder_of_this_machine_lies_on_some_disk(tmp_path):
    assert disk_kind(tmp_path) in DiskKind
    assert disk_kind(tmp_path / "absent") is DiskKind.LOCAL
