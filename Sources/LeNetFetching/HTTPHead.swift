/// The head of a response: its status and the fields that a fetch needs.
struct HTTPHead: Equatable {
  /// The status; 0 before a status line.
  private(set) var status = 0
  /// `Content-Length`, if it is a number.
  private(set) var length: Int?
  /// `Content-Range`, unparsed.
  private(set) var range: String?
  /// Whether the body has a content encoding.
  private(set) var isEncoded = false

  /// Takes a line; one with a status begins a new head.
  mutating func add(_ line: UnsafeRawBufferPointer) {
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") {
      let fields = text.split(separator: " ", maxSplits: 2)
      self = HTTPHead()
      status = fields.count > 1 ? Int(fields[1].prefix { $0.isNumber }) ?? 0 : 0
      return
    }
    guard let colon = text.firstIndex(of: ":") else { return }
    let value =
      String(text[text.index(after: colon)...].drop(while: \.isWhitespace))
      .split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    switch text[..<colon].lowercased() {
    case "content-length": length = Int(value)
    case "content-range": range = value
    case "content-encoding": isEncoded = value.lowercased() != "identity"
    default: break
    }
  }

  /// First byte and total of a `Content-Range` such as `bytes 5-99/100`; the total may be unknown.
  var rangeStart: (first: Int, total: Int?)? {
    guard let range, range.lowercased().hasPrefix("bytes ") else { return nil }
    let parts = range.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let dash = parts[0].firstIndex(of: "-"),
      let first = Int(parts[0][..<dash].drop(while: \.isWhitespace))
    else { return nil }
    return (first, Int(parts[1].prefix { $0.isNumber }))
  }
}
