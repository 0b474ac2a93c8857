/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reader and the writer of our own JSON file agree on. */
#pragma once

#define PT_JSON_FILE_FORMAT "proeftuin"
#define PT_JSON_FILE_VERSION 1
