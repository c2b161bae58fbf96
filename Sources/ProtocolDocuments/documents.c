#include "ProtocolDocuments.h"

static const unsigned char openrpc[] = {
#embed "../../protocol/openrpc.json"
};
static const unsigned char errors[] = {
#embed "../../protocol/errors.json"
};
static const unsigned char mcp[] = {
#embed "../../protocol/mcp.json"
};
static const unsigned char notifications[] = {
#embed "../../protocol/notifications.json"
};

#define DOCUMENT(array) ((struct flow_document){array, sizeof array})

struct flow_document flow_openrpc_document(void) { return DOCUMENT(openrpc); }

struct flow_document flow_errors_document(void) { return DOCUMENT(errors); }

struct flow_document flow_mcp_document(void) { return DOCUMENT(mcp); }

struct flow_document flow_notifications_document(void) { return DOCUMENT(notifications); }
