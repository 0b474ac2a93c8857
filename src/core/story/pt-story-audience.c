/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of audiences (domain.md §7). The order of sections is the order of
 * the reading. */
#include "pt-story-audience.h"

#include <string.h>

static const PtAudienceSection public_sections[] = { { "opening", 1 }, { "2", 0 }, { "5", 0 },
                                                     { "6", 5 },       { "8", 6 }, { "11", 5 },
                                                     { NULL, 0 } };

static const PtAudienceSection participants_sections[] = { { "1", 0 },        { "returned", 0 },
                                                           { "5", 0 },        { "12", 5 },
                                                           { "requests", 0 }, { NULL, 0 } };

static const PtAudienceSection funder_sections[] = { { "0", 0 },  { "1", 0 },  { "promised", 0 },
                                                     { "2", 0 },  { "3", 0 },  { "5", 0 },
                                                     { "6", 0 },  { "8", 0 },  { "9", 0 },
                                                     { "10", 0 }, { "7", 0 },  { "11", 8 },
                                                     { "13", 0 }, { "14", 0 }, { NULL, 0 } };

static const PtAudienceSection board_sections[] = { { "1", 0 }, { "requests", 0 }, { "6", 3 },
                                                    { "8", 0 }, { "11", 5 },       { NULL, 0 } };

static const PtAudienceSection network_sections[] = { { "2", 0 }, { "4", 0 }, { "6", 0 },
                                                      { "7", 0 }, { "9", 0 }, { NULL, 0 } };

static const PtAudienceSection internal_sections[] = {
  { "0", 0 },  { "1", 0 },  { "promised", 0 }, { "returned", 0 }, { "requests", 0 },
  { "2", 0 },  { "3", 0 },  { "4", 0 },        { "5", 0 },        { "6", 0 },
  { "7", 0 },  { "8", 0 },  { "9", 0 },        { "10", 0 },       { "11", 12 },
  { "12", 0 }, { "13", 0 }, { "14", 0 },       { NULL, 0 }
};

static const PtAudience audiences[] = {
  { "public", "public", true, false, false, "roles", 3, 6, 8, public_sections },
  { "participants", "participants", true, true, false, "roles", 3, 5, 4, participants_sections },
  { "funder", "funder", true, false, true, "pseudonyms", 5, 6, 12, funder_sections },
  { "board", "funder", true, false, false, "pseudonyms", 3, 4, 4, board_sections },
  { "internal", "team", false, false, true, "pseudonyms", 7, 12, 0, internal_sections },
  { "learning_network", "network", true, false, false, "pseudonyms", 5, 8, 12, network_sections },
};

const PtAudience *
pt_audience_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (audiences); i++)
    if (g_strcmp0 (audiences[i].key, key) == 0)
      return &audiences[i];
  return NULL;
}

const PtAudience *
pt_audience_nth (guint i)
{
  return i < G_N_ELEMENTS (audiences) ? &audiences[i] : NULL;
}
