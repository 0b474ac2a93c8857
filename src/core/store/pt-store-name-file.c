/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key file: everybody's real name and the key that seals them here, in one file that a passphrase
 * opens. Taking one in merges person by person and never replaces a name. */
#include "pt-name-row.h"

#include "pt-json.h"
#include "pt-secret.h"
#include "pt-vault.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define FORMAT "proeftuin-names"
#define VERSION 1
#define MAX_FILE (16 * 1024 * 1024) /* bytes; some 100,000 people */
#define MAX_NAME 4096               /* bytes of a name or of a way to reach somebody */

/* ── Making one ── */

static gboolean
add_person (const char *stakeholder, const PtNameRow *row, gpointer data, GError **error)
{
  JsonObject *person = json_object_new ();

  json_object_set_string_member (person, "id", stakeholder);
  if (row->own.name != NULL)
    json_object_set_string_member (person, "name", row->own.name);
  if (row->own.contact != NULL)
    json_object_set_string_member (person, "contact", row->own.contact);
  json_array_add_object_element (data, person);
  return TRUE;
}

static void
add_key (PtStore *self, JsonObject *object)
{
  g_auto (PtSealKey) key = { { 0 } };
  g_autofree char *id = pt_name_key_dup_id (self);
  g_autoptr (PtSecretText) secret = NULL;
  JsonObject *member;

  if (pt_name_key_find (self, &key) != PT_NAMES_OPEN)
    return;
  secret = pt_seal_key_print (&key);
  member = json_object_new ();
  json_object_set_string_member (member, "id", id);
  json_object_set_string_member (member, "secret", secret);
  json_object_set_object_member (object, "key", member);
}

static JsonNode *
describe (PtStore *self, JsonArray *people)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "format", FORMAT);
  json_object_set_int_member (object, "version", VERSION);
  json_object_set_string_member (object, "logbook", pt_store_get_logbook_id (self));
  add_key (self, object);
  json_object_set_array_member (object, "people", people);
  json_node_take_object (node, object);
  return node;
}

static gboolean
write_file (const char *path, const char *passphrase, const char *text, GError **error)
{
  g_autoptr (PtVaultWriter) writer = pt_vault_writer_new (path, PT_VAULT_NAMES, passphrase, error);

  return writer != NULL && pt_vault_write (writer, text, strlen (text), error)
         && pt_vault_writer_finish (writer, error);
}

gboolean
pt_store_export_names (PtStore *self, const char *path, const char *passphrase, guint *n,
                       GError **error)
{
  const PtNamesState state = pt_name_key_find (self, NULL);
  g_autoptr (JsonArray) people = json_array_new ();
  g_autofree char *today = pt_world_today (self->world);
  g_autoptr (PtSecretText) text = NULL;
  gboolean ok;

  if (state == PT_NAMES_LOCKED || state == PT_NAMES_AWAY)
    return pt_name_key_fail (state, error);
  if (!pt_name_row_each (self, add_person, people, error))
    return FALSE;
  if (json_array_get_length (people) == 0)
    {
      g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND,
                           _ ("There is no real name on this laptop, so there is nothing to put in "
                              "a key file."));
      return FALSE;
    }
  g_autoptr (JsonNode) node = describe (self, json_array_ref (people));
  text = pt_json_print (node);
  ok = write_file (path, passphrase, text, error);
  if (ok && n != NULL)
    *n = json_array_get_length (people);
  return ok && pt_store_set_setting (self, PT_SETTING_KEY_FILE, today, error);
}

/* ── Taking one in ── */

void
pt_name_import_clear (PtNameImport *self)
{
  g_clear_pointer (&self->doubted, g_ptr_array_unref);
}

static gboolean
fail_unknown (GError **error)
{
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_NEWER,
                       _ ("This key file was made by a newer version of Proeftuin, or is damaged. "
                          "Nothing was taken from it."));
  return FALSE;
}

static JsonNode *
read_file (const char *path, const char *passphrase, GError **error)
{
  g_autoptr (PtVaultReader) reader = pt_vault_reader_new (path, PT_VAULT_NAMES, passphrase, error);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  uint8_t bytes[4096];
  gssize n = 0;

  while (reader != NULL && (n = pt_vault_read (reader, bytes, sizeof bytes, error)) > 0
         && all->len <= MAX_FILE)
    g_byte_array_append (all, bytes, (guint)n);
  if (reader == NULL || n < 0)
    return NULL;
  g_autoptr (JsonNode) node = pt_json_parse ((const char *)all->data, all->len, MAX_FILE, NULL);
  sodium_memzero (all->data, all->len);
  sodium_memzero (bytes, sizeof bytes);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)
      || g_strcmp0 (pt_json_text_or (json_node_get_object (node), "format", NULL), FORMAT) != 0
      || pt_json_int_or (json_node_get_object (node), "version", 0) != VERSION)
    {
      fail_unknown (error);
      return NULL;
    }
  return g_steal_pointer (&node);
}

static gboolean
check_logbook (PtStore *self, JsonObject *file, GError **error)
{
  const char *theirs = pt_json_text_or (file, "logbook", NULL);
  const char *ours = pt_store_get_logbook_id (self);

  if (ours == NULL || theirs == NULL || strcmp (ours, theirs) == 0)
    return TRUE;
  g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_INVALID,
                       _ ("This key file is of another logbook. Nothing was taken from it."));
  return FALSE;
}

/* The key that this logbook's names were left without. */
static gboolean
take_key (PtStore *self, JsonObject *file, GError **error)
{
  const PtNamesState state = pt_name_key_find (self, NULL);
  g_autofree char *id = pt_name_key_dup_id (self);
  g_auto (PtSealKey) key = { { 0 } };
  JsonObject *member = NULL;

  if (state == PT_NAMES_NONE || state == PT_NAMES_OPEN)
    return TRUE;
  if (json_object_has_member (file, "key") && pt_json_get_object (file, "key", &member, NULL)
      && g_strcmp0 (pt_json_text_or (member, "id", NULL), id) == 0
      && pt_seal_key_parse (pt_json_text_or (member, "secret", NULL), &key))
    return pt_name_key_adopt (self, id, &key, error);
  return pt_name_key_fail (state, error);
}

static gboolean
is_erased (PtStore *self, const char *id)
{
  int64_t n = 0;

  return pt_db_get_int (self->db, NULL, 0, &n,
                        "SELECT count (*) FROM erasure WHERE record = ?"
                        " AND (fields IS NULL OR instr (fields, '\"name\"') > 0)",
                        "b", id)
         && n > 0;
}

/* TRUE when one of the two is empty or they are equal but for space at the ends. */
static gboolean
agrees (const char *a, const char *b)
{
  g_autofree char *one = g_strstrip (g_strdup (a != NULL ? a : ""));
  g_autofree char *other = g_strstrip (g_strdup (b != NULL ? b : ""));

  return *one == '\0' || *other == '\0' || strcmp (one, other) == 0;
}

static gboolean
fill (char **own, const char *theirs)
{
  if (theirs == NULL || *theirs == '\0' || (*own != NULL && **own != '\0'))
    return FALSE;
  g_free (*own);
  *own = g_strdup (theirs);
  return TRUE;
}

/* A difference that nobody decided yet is not pushed out by a second one: the file stays as it is, and
 * can be taken in again. */
static gboolean
merge (PtStore *self, const char *id, const PtNameParts *theirs, PtNameImport *out, GError **error)
{
  g_auto (PtNameRow) row = { { NULL } };
  g_autoptr (GError) damaged = NULL;
  PtNameParts copy = { g_strdup (theirs->name), g_strdup (theirs->contact) };

  if (!pt_name_row_read (self, id, &row, &damaged))
    pt_name_row_clear (&row);
  if (!agrees (row.own.name, theirs->name) || !agrees (row.own.contact, theirs->contact))
    {
      g_ptr_array_add (out->doubted, g_strdup (id));
      if (!pt_name_parts_is_empty (&row.other))
        pt_name_parts_take (&copy, &row.other);
      pt_name_parts_take (&row.other, &copy);
      return pt_name_row_write (self, id, &row, error);
    }
  g_free (copy.name);
  g_free (copy.contact);
  const gboolean name = fill (&row.own.name, theirs->name);
  const gboolean contact = fill (&row.own.contact, theirs->contact);
  if (!name && !contact)
    {
      out->n_same++;
      return TRUE;
    }
  out->n_added++;
  return pt_name_row_write (self, id, &row, error);
}

static gboolean
take_person (PtStore *self, JsonNode *node, PtNameImport *out, GError **error)
{
  JsonObject *person = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id = person != NULL ? pt_json_text_or (person, "id", NULL) : NULL;
  const char *name = person != NULL ? pt_json_text_or (person, "name", NULL) : NULL;
  const char *contact = person != NULL ? pt_json_text_or (person, "contact", NULL) : NULL;
  const PtNameParts theirs = { (char *)name, (char *)contact };

  if (id == NULL || !pt_id_is_valid (id) || (name != NULL && strlen (name) > MAX_NAME)
      || (contact != NULL && strlen (contact) > MAX_NAME))
    return fail_unknown (error);
  if (is_erased (self, id))
    {
      out->n_erased++;
      return TRUE;
    }
  return merge (self, id, &theirs, out, error);
}

static gboolean
take_all (PtStore *self, JsonObject *file, PtNameImport *out, GError **error)
{
  JsonArray *people;

  if (!check_logbook (self, file, error) || !take_key (self, file, error))
    return FALSE;
  if (!pt_json_get_array (file, "people", &people, NULL))
    return fail_unknown (error);
  for (guint i = 0; i < json_array_get_length (people); i++)
    if (!take_person (self, json_array_get_element (people, i), out, error))
      return FALSE;
  return TRUE;
}

gboolean
pt_store_import_names (PtStore *self, const char *path, const char *passphrase, PtNameImport *out,
                       GError **error)
{
  g_autoptr (JsonNode) node = read_file (path, passphrase, error);

  *out = (PtNameImport){ .doubted = g_ptr_array_new_with_free_func (g_free) };
  return node != NULL && pt_store_begin (self, error)
         && pt_store_end (self, take_all (self, json_node_get_object (node), out, error), error);
}

/* ── Two names for one person ── */

static gboolean
note_doubted (const char *stakeholder, const PtNameRow *row, gpointer data, GError **error)
{
  if (!pt_name_parts_is_empty (&row->other))
    g_ptr_array_add (data, g_strdup (stakeholder));
  return TRUE;
}

GPtrArray *
pt_store_list_doubted_names (PtStore *self, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

  return pt_name_row_each (self, note_doubted, list, error) ? g_steal_pointer (&list) : NULL;
}

gboolean
pt_store_get_other_name (PtStore *self, const char *stakeholder, char **name, char **contact,
                         GError **error)
{
  g_auto (PtNameRow) row = { { NULL } };

  if (!pt_name_row_read (self, stakeholder, &row, error))
    return FALSE;
  *name = g_steal_pointer (&row.other.name);
  *contact = g_steal_pointer (&row.other.contact);
  return TRUE;
}

static gboolean
decide (PtStore *self, const char *stakeholder, gboolean other, GError **error)
{
  g_auto (PtNameRow) row = { { NULL } };
  PtNameParts rest = { NULL };

  if (!pt_name_row_read (self, stakeholder, &row, error))
    return FALSE;
  if (pt_name_parts_is_empty (&row.other))
    {
      g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND,
                           _ ("There is only one name of this person here."));
      return FALSE;
    }
  if (other)
    {
      /* What the other does not say is not taken away. */
      fill (&row.other.name, row.own.name);
      fill (&row.other.contact, row.own.contact);
      pt_name_parts_take (&row.own, &row.other);
    }
  pt_name_parts_take (&row.other, &rest);
  return pt_name_row_write (self, stakeholder, &row, error);
}

gboolean
pt_store_decide_name (PtStore *self, const char *stakeholder, gboolean other, GError **error)
{
  return pt_store_begin (self, error)
         && pt_store_end (self, decide (self, stakeholder, other, error), error);
}

int64_t
pt_store_count_names (PtStore *self)
{
  int64_t n = 0;

  pt_db_get_int (self->db, NULL, 0, &n,
                 "SELECT (SELECT count (*) FROM sealed_name) + (SELECT count (*) FROM identity)",
                 "");
  return n;
}

gboolean
pt_store_lacks_names (PtStore *self)
{
  g_autofree char *destroyed_on = pt_store_dup_setting (self, PT_SETTING_NAMES_DESTROYED);
  int64_t n = 0;

  return destroyed_on == NULL && pt_store_count_names (self) == 0
         && pt_db_get_int (self->db, NULL, 0, &n,
                           "SELECT EXISTS (SELECT 1 FROM hub)"
                           " AND EXISTS (SELECT 1 FROM stakeholder WHERE protected)",
                           "")
         && n != 0;
}

/* (transfer full) (nullable): who gives the key file, where it is not oneself. */
static char *
dup_coordinator (PtStore *self)
{
  g_autoptr (GPtrArray) members = pt_store_list_members (self, NULL);

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const PtMember *member = members->pdata[i];

      if (member->active && g_strcmp0 (member->role, "coordinator") == 0
          && g_strcmp0 (member->id, pt_store_get_member (self)) != 0)
        return g_strdup (member->name);
    }
  return NULL;
}

char *
pt_store_dup_lacking_sentence (PtStore *self)
{
  g_autofree char *name = dup_coordinator (self);

  if (name == NULL)
    return g_strdup (_ ("The real names are not on this laptop. Ask a colleague for a key file."));
  /* Translators: the name of a colleague. */
  return g_strdup_printf (_ ("The real names are not on this laptop. Ask %s for a key file."),
                          name);
}
