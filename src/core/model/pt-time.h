/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Civil dates (`YYYY-MM-DD`), moments (`YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`) and instants
 * (microseconds UTC with the writer's offset). Civil dates are text and are never converted. */
#pragma once

#include "pt-world.h"

#include <stdbool.h>

G_BEGIN_DECLS

bool pt_date_is_valid (const char *text);
bool pt_moment_is_valid (const char *text);

/**
 * pt_date_to_days:
 * @date: a valid date or moment; the time is ignored
 *
 * Returns: days since 1970-01-01 in the proleptic Gregorian calendar
 */
int pt_date_to_days (const char *date);
char *pt_date_from_days (int days);
bool pt_date_is_civil (int year, int month, int day);  /* years 1 to 9999 */
char *pt_date_add_years (const char *date, int years); /* 29 February becomes the 28th */

/**
 * pt_moment_parse:
 * @text: what a person typed: ISO 8601, `12-3-2026`, `12/3/2026`, `12 maart 2026`, `12 mrt 2026`,
 *   `March 12, 2026`, `vandaag`, `gisteren`, `di`, `yesterday`, `Tue` (the last one before
 *   @today), each with an optional `14:05`; day before month where both are numbers
 * @today: the date that relative words count from
 *
 * Returns: (transfer full) (nullable): a valid moment; %NULL if @text is not a date
 */
char *pt_moment_parse (const char *text, const char *today);
/* The same of what is still to come: a weekday is the next one after @today, and a day without a year
 * the first one from @today on. */
char *pt_moment_parse_ahead (const char *text, const char *today);

/**
 * pt_date_format:
 * @date: a valid date or moment
 * @lang: `nl` or `en`; not the locale, since documents have a language of their own
 *
 * Returns: (transfer full): `12 maart 2026` / `12 March 2026`, with `14:05` when it has a time
 */
char *pt_date_format (const char *date, const char *lang);
char *pt_month_format (const char *date, const char *lang);
const char *pt_month_name (int month, const char *lang); /* 1 = January */

/**
 * pt_instant_format:
 * @at: microseconds since 1970-01-01T00:00Z
 * @offset: minutes east of UTC at which it was written
 *
 * Returns: (transfer full): RFC 3339 with seconds and the offset
 */
char *pt_instant_format (int64_t at, int offset);
/* The civil date on the writer's wall at @at. */
char *pt_date_of_instant (int64_t at, int offset);
bool pt_instant_parse (const char *text, int64_t *at, int *offset);

G_END_DECLS
