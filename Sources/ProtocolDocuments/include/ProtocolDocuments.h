#ifndef PROTOCOL_DOCUMENTS_H
#define PROTOCOL_DOCUMENTS_H

#include <stddef.h>

#pragma clang assume_nonnull begin

/// The bytes of a file under protocol/, exactly as committed. They are UTF-8 and live as long as the process; no zero
/// byte follows them.
///
/// Documents are handed out by functions because Swift cannot see a C array whose size the header does not tell.
struct flow_document {
  const unsigned char *bytes;
  /// In bytes.
  size_t length;
};

/// protocol/openrpc.json: the methods, as an OpenRPC 1.3.2 document.
struct flow_document flow_openrpc_document(void);

/// protocol/errors.json: an array with one object for each error code.
struct flow_document flow_errors_document(void);

/// protocol/mcp.json: the messages of the Model Context Protocol, as an OpenRPC 1.3.2 document.
struct flow_document flow_mcp_document(void);

/// protocol/notifications.json: an array with one object for each notification that the sidecar sends.
struct flow_document flow_notifications_document(void);

/// One entry of the bundled catalogue: a file under protocol/connection-specs/.
struct flow_connection_spec {
  /// The id of the connection spec: a UUID in lower case, ended by a zero byte.
  const char *id;
  /// The name of the connection spec, the same as in the document, ended by a zero byte.
  const char *name;
  /// The document, one connection spec as JSON. No zero byte follows it.
  const unsigned char *document;
  /// The length of the document in bytes.
  size_t length;
};

/// The bundled catalogue, sorted by id in byte order. It lives as long as the process.
const struct flow_connection_spec *flow_connection_specs(void);

/// How many entries the catalogue has.
size_t flow_connection_spec_count(void);

#pragma clang assume_nonnull end

#endif
