/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For whom a narrative is: its sections in order, how much of each, and which consent it takes. */
#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

typedef struct
{
  const char *section;
  guint top; /* how many of its things at most; 0 = all */
} PtAudienceSection;

typedef struct
{
  const char *key;                   /* of the vocabulary of narrative.audience */
  const char *reach;                 /* of the vocabulary of consent.reach */
  bool outside;                      /* only what was chosen for the story */
  bool plain;                        /* short sentences, “you”, no tables (rule 14) */
  bool counts;                       /* omissions per reason, not one sentence */
  const char *policy;                /* name policy unless another is asked for */
  guint scenes;                      /* per stage */
  guint stages;                      /* at most */
  guint pages;                       /* budget; 0 = none */
  const PtAudienceSection *sections; /* ended by NULL */
} PtAudience;

/* NULL = there is no such audience. */
const PtAudience *pt_audience_find (const char *key);
/* The @i-th; NULL past the end. */
const PtAudience *pt_audience_nth (guint i);

G_END_DECLS
