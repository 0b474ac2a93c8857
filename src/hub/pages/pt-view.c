/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line between what a role sees and what it does not, drawn once. */
#include "pt-view.h"

#include <string.h>

static const struct
{
  const char *role;
  PtViewClass class;
} classes[] = {
  { "coordinator", PT_VIEW_CORE },   { "member", PT_VIEW_CORE },  { "monitor", PT_VIEW_CORE },
  { "co_researcher", PT_VIEW_TEAM }, { "advisor", PT_VIEW_TEAM }, { "reader", PT_VIEW_TEAM },
};

/* The least that something must be shared to be seen. */
static const PtSharing least[PT_N_VIEWS] = {
  [PT_VIEW_CORE] = PT_SHARING_CORE,
  [PT_VIEW_TEAM] = PT_SHARING_TEAM,
  [PT_VIEW_NETWORK] = PT_SHARING_NETWORK,
  [PT_VIEW_PUBLIC] = PT_SHARING_PUBLIC,
};

/* Of these nobody beyond the core team sees any, whatever their sharing says. */
static const char *const core_kinds[] = { "consent", "release" };

/* Likewise these fields: judgements about people, and how to reach them. */
static const char *const core_fields[] = { "interest", "influence", "contact", "do_not_record" };

/* A role of a later version sees as little as there is. */
PtViewClass
pt_view_class (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_strcmp0 (classes[i].role, role) == 0)
      return classes[i].class;
  return PT_VIEW_NETWORK;
}

static bool
is_among (const char *const *list, guint n, const char *wanted)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (list[i], wanted) == 0)
      return true;
  return false;
}

static bool
is_sensitive (const PtRecord *record)
{
  return strcmp (pt_record_get_kind_id (record), "entry") == 0
         && g_strcmp0 (pt_record_get_strictest (record, "sensitive"), "true") == 0;
}

/* What the core team is still writing is nobody else's. */
static bool
is_unfinished_story (const PtRecord *record)
{
  return strcmp (pt_record_get_kind_id (record), "narrative") == 0
         && g_strcmp0 (pt_record_get_text (record, "status"), "shared") != 0;
}

/* The logbook's own name and mission are everybody's who may come in at all. */
static bool
is_logbook (const PtRecord *record)
{
  return strcmp (pt_record_get_kind_id (record), "logbook") == 0;
}

static bool
sees (PtDataset *all, PtViewClass class, PtRecord *record)
{
  if (is_logbook (record))
    return true;
  if (pt_dataset_sharing (all, record) < least[class])
    return false;
  return class == PT_VIEW_CORE
         || (!is_sensitive (record) && !is_unfinished_story (record)
             && !is_among (core_kinds, G_N_ELEMENTS (core_kinds), pt_record_get_kind_id (record)));
}

PtDataset *
pt_view_new (PtDataset *all, PtViewClass class)
{
  PtDataset *view = pt_dataset_new ();
  GPtrArray *list = pt_dataset_list_all (all);

  for (guint i = 0; i < list->len; i++)
    if (sees (all, class, g_ptr_array_index (list, i)))
      pt_dataset_add (view, g_ptr_array_index (list, i));
  return view;
}

bool
pt_view_shows_field (PtViewClass class, const PtField *field)
{
  return class == PT_VIEW_CORE || !is_among (core_fields, G_N_ELEMENTS (core_fields), field->id);
}

/* Nobody recognisable on it, by somebody who looked; or one's own. */
bool
pt_view_shows_file (PtViewClass class, const PtRecord *attachment, const char *member)
{
  g_auto (GStrv) shows = NULL;

  if (g_strcmp0 (pt_record_get_text (attachment, "type"), "consent_proof") == 0)
    return false;
  if (class == PT_VIEW_CORE || g_strcmp0 (pt_record_get_created_by (attachment), member) == 0)
    return true;
  shows = pt_record_dup_keys (attachment, "shows");
  return g_strv_length (shows) == 1 && strcmp (shows[0], "nobody") == 0;
}
