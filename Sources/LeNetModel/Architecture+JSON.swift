import LeNetFiles
public import LeNetText

extension Architecture {
  /// The size limit of a description file, in bytes.
  public static let largestFile = 1 << 20

  /// The description as a JSON value: `name`, `input` and `layers`.
  public var json: JSON {
    .object([
      "name": .string(name),
      "input": .array([.integer(input.maps), .integer(input.rows), .integer(input.columns)]),
      "layers": .array(layers.map(\.json)),
    ])
  }

  /// Reads a description; throws an error that names layer and key.
  ///
  /// Whether the layers fit each other is checked by `layout()`.
  public init(json: JSON) throws(ArchitectureError) {
    let place = "the architecture"
    guard case .object(let values) = json.withCurrentNames else {
      throw .badDescription(place: place, problem: "expected an object with name, input and layers")
    }
    let keys: Set = ["name", "input", "layers"]
    if let unknown = values.keys.filter({ !keys.contains($0) }).min() {
      throw .badDescription(
        place: place,
        problem: "'\(unknown)' is not known; expected input, layers, name"
          + didYouMean(unknown, among: keys.sorted()))
    }
    guard let name = values["name"]?.string else {
      throw .badDescription(place: place, problem: "'name' is missing or not a text")
    }
    let sides = (values["input"]?.array ?? []).compactMap(\.wholeNumber)
    guard sides.count == 3, values["input"]?.array?.count == 3 else {
      throw .badDescription(
        place: place, problem: "'input' is not [maps, rows, columns], such as [1, 32, 32]")
    }
    guard let list = values["layers"]?.array else {
      throw .badDescription(place: place, problem: "'layers' is missing or not a list")
    }
    var layers: [NamedLayer] = []
    var names: Set<String> = []
    for (position, value) in list.enumerated() {
      let layer = try NamedLayer(json: value, position: position)
      guard names.insert(layer.name).inserted else { throw .repeatedName(layer.name) }
      layers.append(layer)
    }
    self.init(name: name, input: Shape(sides[0], sides[1], sides[2]), layers: layers)
  }

  /// Reads a description file; throws if it cannot be read, parsed or laid out.
  public static func read(_ path: String) throws(ArchitectureError) -> Architecture {
    let bytes: [UInt8]
    do {
      bytes = try FileReading.bytes(of: path, limit: largestFile)
    } catch {
      throw .unreadable(error)
    }
    do {
      let architecture = try Architecture(reading: bytes)
      _ = try architecture.layout()
      return architecture
    } catch {
      throw .inFile(path: path, error)
    }
  }

  /// Reads the bytes of a description file; throws as `init(json:)`, and if they are not JSON.
  ///
  /// A byte-order mark before the text, as some editors write, is skipped.
  public init(reading bytes: [UInt8]) throws(ArchitectureError) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let json: JSON
    do {
      json = try JSON(reading: bytes.starts(with: mark) ? Array(bytes[3...]) : bytes)
    } catch {
      throw .badDescription(place: "the JSON text", problem: "\(error)")
    }
    try self.init(json: json)
  }

  /// The built-in architecture of that name, or the one in a `.json` file.
  public static func find(_ nameOrPath: String) throws(ArchitectureError) -> Architecture {
    if let architecture = named(nameOrPath) { return architecture }
    guard nameOrPath.hasSuffix(".json") else { throw .unknownName(nameOrPath) }
    return try read(nameOrPath)
  }
}

extension Architecture: Codable {
  /// Reads a description; throws an `ArchitectureError` that names layer and key.
  public init(from decoder: any Decoder) throws {
    try self.init(json: try JSON(from: decoder))
  }

  /// Writes the description.
  public func encode(to encoder: any Encoder) throws {
    try json.encode(to: encoder)
  }
}
