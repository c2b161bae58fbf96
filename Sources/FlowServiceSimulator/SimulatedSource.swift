import FlowService
import JSON

/// What exploring a connection finds: the tables of a CRM system for Salesforce, and files for every other source.
enum SimulatedSource {
  private static let tables: [(name: String, columns: [(name: String, type: String, sample: String)])] = [
    (
      "Account", [("Id", "string", "001000000000001AAA"), ("Name", "string", "Acme"), ("Industry", "string", "Energy")]
    ),
    (
      "Contact",
      [("Id", "string", "003000000000001AAA"), ("LastName", "string", "Doe"), ("Email", "string", "doe@acme.example")]
    ),
    (
      "Opportunity",
      [("Id", "string", "006000000000001AAA"), ("Amount", "double", "1200"), ("IsClosed", "boolean", "false")]
    ),
  ]
  private static let folder = "/customers"
  private static let file = "/customers/customers.csv"
  private static let columns = [
    ("id", "integer", "1"), ("name", "string", "Doe"), ("email", "string", "doe@acme.example"),
  ]

  /// The answer, or what is wrong with the question.
  static func explore(_ url: SimulatedURL, isCRM: Bool) -> Result<HTTPResponse, SimulatedPatch.Refusal> {
    let object = url["object"] ?? ""
    let hasPreview = url["preview"] == "true"
    switch (url["objectType"] ?? "root").lowercased() {
    case "root":
      return .success(
        isCRM ? list(tables.map { ("table", $0.name, $0.name, true) }) : list([("folder", "customers", folder, false)]))
    case "table" where isCRM:
      guard let table = tables.first(where: { $0.name == object }) else { return .failure(missing(object)) }
      return .success(structure(table.columns, hasPreview))
    case "folder" where !isCRM && (object == folder || object == folder + "/"):
      return .success(list([("file", "customers.csv", file, true)]))
    case "file" where !isCRM && object == file:
      return .success(structure(columns, hasPreview))
    case "table", "folder", "file", "rest":
      return .failure(missing(object))
    default:
      return .failure(
        SimulatedPatch.Refusal(
          number: 1312, message: "The value of objectType has to be one of [root, table, file, folder, rest]."))
    }
  }

  private static func missing(_ object: String) -> SimulatedPatch.Refusal {
    SimulatedPatch.Refusal(number: 1308, message: "The source has no object \(object) of that type.")
  }

  private static func list(_ entries: [(type: String, name: String, path: String, isData: Bool)]) -> HTTPResponse {
    SimulatedAnswers.json(200) { writer in
      writer.beginArray()
      for entry in entries {
        writer.beginObject()
        writer.member("type", entry.type)
        writer.member("name", entry.name)
        writer.member("path", entry.path)
        writer.member("canPreview", entry.isData)
        writer.member("canFetchSchema", entry.isData)
        writer.endObject()
      }
      writer.endArray()
    }
  }

  private static func structure(
    _ columns: [(name: String, type: String, sample: String)], _ hasPreview: Bool
  ) -> HTTPResponse {
    SimulatedAnswers.json(200) { writer in
      writer.beginObject()
      writer.member("format", "flat")
      writer.name("schema")
      writer.beginObject()
      writer.name("columns")
      writer.beginArray()
      for column in columns {
        writer.beginObject()
        writer.member("name", column.name)
        writer.member("type", column.type)
        writer.name("xdm")
        writer.beginObject()
        writer.member("type", column.type == "double" ? "number" : column.type)
        writer.endObject()
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
      if hasPreview {
        writer.name("data")
        writer.beginArray()
        writer.beginObject()
        for column in columns {
          writer.name(column.name)
          if column.type == "string" { writer.string(column.sample) } else { writer.raw(Array(column.sample.utf8)) }
        }
        writer.endObject()
        writer.endArray()
      }
      writer.endObject()
    }
  }
}
