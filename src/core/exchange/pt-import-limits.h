/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The most that importers take. Far above what a logbook needs, far below what hurts a laptop. */
#pragma once

#define PT_IMPORT_MAX_FILE_BYTES (512LL * 1024 * 1024)
/* Base64 makes the files of an export a third longer. */
#define PT_IMPORT_MAX_JSON_BYTES (400LL * 1024 * 1024)

#define PT_IMPORT_MAX_TABLE_BYTES (64 * 1024 * 1024)
#define PT_IMPORT_MAX_ROWS 200000
#define PT_IMPORT_MAX_COLUMNS 1000
#define PT_IMPORT_MAX_MAPPING_BYTES (256 * 1024)

#define PT_IMPORT_MAX_ENTRIES 10000
#define PT_IMPORT_MAX_PATH_BYTES 1024
#define PT_IMPORT_MAX_ENTRY_BYTES (128 * 1024 * 1024)
#define PT_IMPORT_MAX_METADATA_BYTES (32 * 1024 * 1024)
#define PT_IMPORT_MAX_UNPACKED_BYTES (512LL * 1024 * 1024)
/* Texts pack to a tenth, seldom to a fiftieth; a bomb to a thousandth. Small entries may be odd. */
#define PT_IMPORT_MAX_RATIO 200
#define PT_IMPORT_RATIO_FROM_BYTES (4 * 1024 * 1024)

#define PT_IMPORT_MAX_RECORDS 200000
#define PT_IMPORT_MAX_PROBLEMS 1000
#define PT_IMPORT_MAX_HTML_BYTES (8 * 1024 * 1024)
#define PT_IMPORT_MAX_HTML_DEPTH 100

/* What comes from a phone. */
#define PT_IMPORT_MAX_MAIL_BYTES (64 * 1024 * 1024)
#define PT_IMPORT_MAX_MAIL_PARTS 200
#define PT_IMPORT_MAX_MAIL_DEPTH 10
#define PT_IMPORT_MAX_CALENDAR_BYTES (16 * 1024 * 1024)
#define PT_IMPORT_MAX_EVENTS 20000
#define PT_IMPORT_MAX_CHAT_BYTES (16 * 1024 * 1024)
#define PT_IMPORT_MAX_MESSAGES 100000
