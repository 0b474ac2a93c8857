/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reader and the writer of .eln archives agree on: beside the crate that every program reads
 * lies our own JSON file, from which nothing is lost. */
#pragma once

#define PT_ELN_OWN_FILE "proeftuin.json"
