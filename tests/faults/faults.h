/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two halves of the fault library share: faults-shim.c stands between a program and libc and
 * counts its calls; faults-disk.c knows what of one machine's files a loss of power would leave. */
#pragma once

#include <stdint.h>

/* Calls of libc under their own names here are the real ones. */
extern _Thread_local int faults_inside;

/* @root: the machine's files; @disk: a folder on the same file system for the notes. Everything below
 * @root is on disk when the notes are new. */
void faults_disk_open (const char *root, const char *disk);

/* Several programs of a machine may keep notes at once: what is told without the lock takes it. */
void faults_disk_lock (void);
void faults_disk_unlock (void);

/* With the lock held: a regular file came into being at @path. */
void faults_disk_born (const char *path);

/* fsync of a file, and of a folder: the names in it. */
void faults_disk_sync_file (int fd);
void faults_disk_sync_folder (const char *path);

/* The power goes, also for the process @beside (0 = there is none): @root becomes what a disk may hold
 * then. The notes are gone. */
void faults_disk_lose (uint64_t seed, int beside);
