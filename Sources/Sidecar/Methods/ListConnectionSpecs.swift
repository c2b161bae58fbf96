import JSON
import JSONRPC

extension Method {
  /// `connectionSpec.list`: the sources that the catalogue knows, all of them or those that fit.
  static var listConnectionSpecs: Method {
    checked("connectionSpec.list") { call, writer throws(ErrorObject) in
      let name = call.params["name"]?.string
      let category = call.params["category"]?.string
      let index = CatalogueIndex.shared
      let found = index.entries(name: name, category: category, query: call.params["query"]?.string)
      writer.beginObject()
      writer.name("items")
      writer.beginArray()
      for entry in found { entry.write(to: &writer) }
      writer.endArray()
      if found.isEmpty {
        let suggestion =
          name.flatMap { index.entry(named: $0) == nil ? index.suggestion(forName: $0) : nil }
          ?? category.flatMap(index.suggestion(forCategory:))
        writer.member("suggestion", ifPresent: suggestion)
      }
      writer.endObject()
      return .answered
    }
  }
}
