/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The handlers of all pages, for the table of routes. */
#pragma once

#include "pt-hub.h"

G_BEGIN_DECLS

PtHubResponse *pt_web_page_static (PtHub *hub, PtJournal *journal, PtHubRequest *request);

/* ── Coming in (page-sign-in.c) ── */
PtHubResponse *pt_web_page_front (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_sign_in (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_find_invite (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_join (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_do_join (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_language (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_sign_out (PtHub *hub, PtJournal *journal, PtHubRequest *request);

/* ── Reading ── */
PtHubResponse *pt_web_page_home (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_news (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_list (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_record (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_file (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_journey (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_story (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_search (PtHub *hub, PtJournal *journal, PtHubRequest *request);

/* ── What field labs share (page-network.c) ── */
PtHubResponse *pt_web_page_network (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_network_item (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_network_offers (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_network_compare (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_network_themes (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_network_dossier (PtHub *hub, PtJournal *journal, PtHubRequest *request);

/* ── Writing ── */
PtHubResponse *pt_web_page_note (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_note_away (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_do_note (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_do_comment (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_do_card (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_review (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_review_one (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_do_review (PtHub *hub, PtJournal *journal, PtHubRequest *request);

PtHubResponse *pt_web_page_do_choose (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_do_resolve (PtHub *hub, PtJournal *journal, PtHubRequest *request);

/* ── People and access ── */
PtHubResponse *pt_web_page_me (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_do_me (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_people (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_do_invite (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_do_member (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_device (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_do_device (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_aside (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_do_aside (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_erasures (PtHub *hub, PtJournal *journal, PtHubRequest *request);
PtHubResponse *pt_web_page_audit (PtHub *hub, PtJournal *journal, PtHubRequest *request);

G_END_DECLS
