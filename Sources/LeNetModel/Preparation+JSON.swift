public import LeNetText

extension Preparation {
  /// The preparation as a JSON value with the keys `size`, `resizeMode`, `mean` and `standardDeviation`.
  public var json: JSON {
    .object([
      "size": .array([.integer(rows), .integer(columns)]),
      "resizeMode": .string(resizeMode.rawValue),
      "mean": Self.json(mean),
      "standardDeviation": Self.json(standardDeviation),
    ])
  }

  /// Reads what `json` writes; throws an error that names the key.
  public init(json: JSON) throws(PreparationError) {
    guard case .object(let values) = json.withCurrentNames else {
      throw PreparationError(
        problem: "expected an object with mean, resizeMode, size, standardDeviation")
    }
    let keys: Set = ["standardDeviation", "resizeMode", "mean", "size"]
    if let unknown = values.keys.filter({ !keys.contains($0) }).min() {
      throw PreparationError(
        problem: "'\(unknown)' is not known; expected mean, resizeMode, size, standardDeviation")
    }
    let size = (values["size"]?.array ?? []).map(\.wholeNumber)
    guard size.count == 2, let rows = size[0], let columns = size[1] else {
      throw PreparationError(problem: "'size' is not [rows, columns]")
    }
    guard let resizeMode = values["resizeMode"]?.string.flatMap(ResizeMode.init) else {
      throw PreparationError(
        problem:
          "'resizeMode' is not one of \(ResizeMode.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    self.init(
      rows: rows, columns: columns, resizeMode: resizeMode,
      mean: try Self.numbers("mean", in: values),
      standardDeviation: try Self.numbers("standardDeviation", in: values))
  }

  private static func json(_ numbers: [Double]) -> JSON {
    guard numbers.count == 1 else { return .array(numbers.map { JSON($0) }) }
    return JSON(numbers[0])
  }

  private static func numbers(
    _ key: String, in values: [String: JSON]
  ) throws(PreparationError) -> [Double] {
    guard let value = values[key] else {
      throw PreparationError(problem: "'\(key)' is missing")
    }
    let list = (value.array ?? [value]).map(\.double)
    guard !list.isEmpty, !list.contains(nil) else {
      throw PreparationError(problem: "'\(key)' is not a number or a list of one per map")
    }
    return list.compactMap(\.self)
  }
}

extension Preparation: Codable {
  /// Reads a preparation; throws a `PreparationError` that names the key.
  public init(from decoder: any Decoder) throws {
    try self.init(json: try JSON(from: decoder))
  }

  /// Writes `size`, `resizeMode`, `mean` and `standardDeviation`.
  public func encode(to encoder: any Encoder) throws {
    try json.encode(to: encoder)
  }
}
