/* gesso-account.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-findings.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define GESSO_TYPE_ACCOUNT (gesso_account_get_type ())
G_DECLARE_FINAL_TYPE (GessoAccount, gesso_account, GESSO, ACCOUNT, GObject)

/* The kinds of service that this version speaks to, as written in settings and on the command
 * line. An open set: an unknown kind is kept and shown, and cannot run. */
#define GESSO_ACCOUNT_KIND_SKETCH        "sketch"
#define GESSO_ACCOUNT_KIND_OPENAI_IMAGES "openai-images"
#define GESSO_ACCOUNT_KIND_COMPATIBLE    "compatible"
#define GESSO_ACCOUNT_KIND_AZURE         "azure"
#define GESSO_ACCOUNT_KIND_RESPONSES     "openai-responses"
/* Of a job whose account is no more. */
#define GESSO_ACCOUNT_KIND_REMOVED       "removed"

/* The id of the built-in engine's account, which is always there. */
#define GESSO_ACCOUNT_ID_SKETCH          "sketch"

GessoAccount *gesso_account_new           (const char   *id,
                                           const char   *kind,
                                           const char   *name) G_GNUC_WARN_UNUSED_RESULT;
GessoAccount *gesso_account_new_from_json (JsonObject   *object) G_GNUC_WARN_UNUSED_RESULT;
JsonObject   *gesso_account_to_json       (GessoAccount *self);

const char   *gesso_account_get_id        (GessoAccount *self);
const char   *gesso_account_get_kind      (GessoAccount *self);
const char   *gesso_account_get_name      (GessoAccount *self);
void          gesso_account_set_name      (GessoAccount *self,
                                           const char   *name);
const char   *gesso_account_get_base_url  (GessoAccount *self);
void          gesso_account_set_base_url  (GessoAccount *self,
                                           const char   *base_url);
const char   *gesso_account_get_model     (GessoAccount *self);
void          gesso_account_set_model     (GessoAccount *self,
                                           const char   *model);
int           gesso_account_get_limit     (GessoAccount *self);
void          gesso_account_set_limit     (GessoAccount *self,
                                           int           limit);
gboolean      gesso_account_needs_key     (GessoAccount *self);
gboolean      gesso_account_takes_key     (GessoAccount *self);
gboolean      gesso_account_tells_credits (GessoAccount *self);

/* Models as last fetched from the service: ids with optional shutdown dates. */
const char * const *gesso_account_get_models (GessoAccount        *self);
void                gesso_account_set_models (GessoAccount        *self,
                                              const char * const  *models);

/* A copy to be changed, and the way back. */
GessoAccount *gesso_account_copy          (GessoAccount *self) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_account_assign        (GessoAccount *self,
                                           GessoAccount *from);

/* The day on which a model ends, where its service said one. */
const char   *gesso_account_get_model_end (GessoAccount *self,
                                           const char   *model);
void          gesso_account_set_model_end (GessoAccount *self,
                                           const char   *model,
                                           const char   *date);

/* What tests found out, by model. */
const GessoFindings *gesso_account_get_findings    (GessoAccount  *self,
                                                    const char    *model);
void                 gesso_account_take_findings   (GessoAccount  *self,
                                                    GessoFindings *findings);
void                 gesso_account_forget_findings (GessoAccount  *self);

char         *gesso_account_repair_url    (const char   *typed);

/* What only some kinds have: addresses of their own shape, and names of models that hold two. */
char         *gesso_account_repair_address         (const char *kind,
                                                    const char *typed);
char         *gesso_account_address_dup_deployment (const char *base_url);
const char   *gesso_account_model_get_base         (const char *kind,
                                                    const char *model);
char         *gesso_account_model_dup_wire         (const char *kind,
                                                    const char *model);

G_END_DECLS
