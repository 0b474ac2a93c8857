/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What field labs share with each other: challenges, learning moments, what they need and offer, what
 * they think works and why. Values as they left their logbook, with the names called and the gates
 * passed (pt-network-gather.h); the hub sends them, laptops keep them, pages and dossiers are made of
 * them. Not changed after it is built; any thread. */
#pragma once

#include "pt-lab-facts.h"
#include "pt-schema.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define PT_NETWORK_MAX_BYTES ((size_t)16 * 1024 * 1024) /* as JSON */

typedef struct
{
  char *id; /* of its logbook */
  char *name;
  char *place;       /* or NULL */
  PtLabFacts *facts; /* NULL = not told: a hub of an earlier version, or for everybody */
} PtNetworkLab;

typedef struct
{
  char *kind; /* of link, or the field that refers */
  char *to;   /* id of another item */
} PtNetworkLink;

typedef struct
{
  char *id;           /* of the record in its own logbook */
  char *kind;         /* of record */
  char *logbook;      /* id of the lab's logbook */
  char *title;        /* never empty */
  char *contact;      /* how to reach who knows more; or NULL */
  GHashTable *values; /* field → text: keys of vocabularies, dates, lines, light Markdown */
  char **themes;      /* keys, sorted; its own, or those of the challenge that it is about */
  GPtrArray *links;   /* PtNetworkLink */
} PtNetworkItem;

PtNetworkLab *pt_network_lab_new (const char *id, const char *name, const char *place);
/* (transfer full): its name and place, as it stands in a list of labs. */
char *pt_network_lab_dup_label (const PtNetworkLab *self);
PtNetworkItem *pt_network_item_new (const char *id, const char *kind, const char *logbook,
                                    const char *title);
/* While building. */
void pt_network_item_set (PtNetworkItem *self, const char *field, const char *text);
void pt_network_item_link (PtNetworkItem *self, const char *kind, const char *to);
void pt_network_item_unref (PtNetworkItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtNetworkItem, pt_network_item_unref)
/* NULL = not said. */
const char *pt_network_item_get (const PtNetworkItem *self, const char *field);
bool pt_network_item_has_theme (const PtNetworkItem *self, const char *theme);
/* (transfer full) (nullable): a value in words of @lang: the label of a key, a day, a number. */
char *pt_network_item_format (const PtNetworkItem *self, const PtField *field, const char *lang);

typedef struct _PtNetwork PtNetwork;

PtNetwork *pt_network_new (void);
PtNetwork *pt_network_ref (PtNetwork *self);
void pt_network_unref (PtNetwork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtNetwork, pt_network_unref)

/* While building; both take what they get. */
void pt_network_add_lab (PtNetwork *self, PtNetworkLab *lab);
void pt_network_add (PtNetwork *self, PtNetworkItem *item);
/* All of @other, which stays as it is. */
void pt_network_add_all (PtNetwork *self, PtNetwork *other);
/* Takes out links to what is not in it. */
void pt_network_close (PtNetwork *self);

guint pt_network_size (PtNetwork *self);
PtNetworkItem *pt_network_nth (PtNetwork *self, guint i);
const PtNetworkItem *pt_network_get (PtNetwork *self, const char *id);    /* (nullable) */
const PtNetworkLab *pt_network_get_lab (PtNetwork *self, const char *id); /* (nullable) */
GPtrArray *pt_network_get_labs (PtNetwork *self); /* borrowed PtNetworkLab */
/**
 * pt_network_dup_name:
 * @lab: one of @self
 *
 * As short as tells it apart from all others: its name, or with its place where another lab has that name,
 * or with a number where that has the same place: the logbook that was begun first is 1.
 *
 * Returns: (transfer full): the words
 */
char *pt_network_dup_name (PtNetwork *self, const PtNetworkLab *lab);
/* (transfer container): PtNetworkItem of @kind, by lab and title; @theme (nullable) of that theme. */
GPtrArray *pt_network_list (PtNetwork *self, const char *kind, const char *theme);
/* (transfer container): items that name @id in a link of @kind; NULL = any. */
GPtrArray *pt_network_list_to (PtNetwork *self, const char *id, const char *kind);
/* (transfer full): how often each theme is shared: sorted keys, NULL-terminated. */
char **pt_network_dup_themes (PtNetwork *self);
/* How to reach the lab of @item: its own way, else that of a challenge of the lab; NULL = not said. */
const char *pt_network_contact (PtNetwork *self, const PtNetworkItem *item);

/* (transfer full): with labs, items and `digest`, the SHA-256 of both. */
JsonNode *pt_network_to_json (PtNetwork *self);
PtNetwork *pt_network_from_json (JsonNode *node, GError **error);
const char *pt_network_get_digest (PtNetwork *self); /* hexadecimal; made at the first question */

G_END_DECLS
