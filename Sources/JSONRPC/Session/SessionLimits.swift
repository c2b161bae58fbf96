/// The bounds of a session. Whatever exceeds one is told so, and the next message is served.
package struct SessionLimits: Sendable {
  /// The longest message, in bytes. Default 16 MiB.
  package var messageBytes = 16 * 1024 * 1024
  /// The longest block of headers before a message, in bytes, the blank line at its end included. Default 8 KiB.
  package var headerBytes = 8 * 1024
  /// How many arrays and objects may stand one within another. Default 512.
  package var nesting = 512
  /// The longest id, in bytes of JSON text. Default 1 KiB.
  package var idBytes = 1024
  /// The most messages in a batch. Default 10,000.
  package var batchMessages = 10_000
  /// The most requests under way at once, waits not counted. Default 1,024.
  package var requestsInFlight = 1024
  /// After so many messages in a row that could not be read, no more of them are answered until one can.
  package var unreadableInARow = 100

  package init() {}
}
