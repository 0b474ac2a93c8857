"""Copies of laptops, and short questions to one."""
import glob, os, shutil
from harness import Laptop

def member_id(laptop, name):
    return next(m['id'] for m in laptop.json('members') if m['name'].lower() == name)

def notices(laptop):
    return ' '.join(laptop.json('status')[0]['notices'])

def copy_folder(laptop, name):
    """cp -r of the folder, beside the first on the same laptop."""
    copy = Laptop(os.path.dirname(laptop.home), laptop.name)
    copy.folder = os.path.join(laptop.home, name + '.proeftuin')
    shutil.copytree(laptop.folder, copy.folder)
    return copy

def clone_disk(laptop, name):
    """The whole disk: logbook, state folder and all; the file keeps its number, as the witness knows it."""
    clone = Laptop(os.path.dirname(laptop.home), name)
    shutil.rmtree(clone.home)
    shutil.copytree(laptop.home, clone.home)
    clone.folder = os.path.join(clone.home, 'logboek.proeftuin')
    info = os.stat(os.path.join(clone.folder, 'logbook.db'))
    for path in glob.glob(os.path.join(clone.home, 'state/proeftuin/incarnations/*')):
        with open(path) as file:
            counter = file.read().split()[2]
        with open(path, 'w') as file:
            file.write(f'{info.st_dev} {info.st_ino} {counter}\n')
    return clone

def bodies(laptop):
    return sorted(laptop.show(e['id'])['fields']['body'] for e in laptop.json('list', 'entry'))

def own_devices(laptop):
    return [d for d in laptop.json('devices') if d['this']]
