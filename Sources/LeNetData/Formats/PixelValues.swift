import LeNetText

/// Figures on the pixels of a file, which show what numbers stand for black and white.
struct PixelFigures: Sendable {
  /// A number that is no byte: its place among all pixels, and its text in the file.
  struct Odd: Sendable {
    /// Which of several files or arrays it stands in.
    var part = 0
    let position: Int
    let text: String
  }

  var count = 0
  var lowest = Double.infinity
  var highest = -Double.infinity
  /// Whether all are words for true and false.
  var isBoolean = false
  private(set) var zeros = 0
  private(set) var fractions = 0
  private(set) var below = 0
  private(set) var above = 0
  private(set) var firstFraction: Odd?
  private(set) var firstBelow: Odd?
  private(set) var firstAbove: Odd?

  init() {}

  /// The figures of bytes.
  init(_ bytes: [UInt8]) {
    count = bytes.count
    // The largest one is looked for only where no pixel is bright.
    let highest = bytes.contains { $0 >= 64 } ? 255 : bytes.max() ?? 0
    (lowest, self.highest) = (0, Double(highest))
  }

  /// The figures of images that are bytes.
  init(_ store: ImageStore) {
    guard store.isMapped else {
      self.init(store.bytes)
      return
    }
    let isBright = store.contains(atLeast: 64)
    self.init(isBright ? [0, 255] : store.bytes)
    count = max(count, store.count)
  }

  /// Adds a number; `text` is what the file has for it.
  mutating func add(_ value: Double, at position: Int, text: () -> String) {
    count += 1
    lowest = min(lowest, value)
    highest = max(highest, value)
    if value == 0 { zeros += 1 }
    if value != value.rounded() {
      fractions += 1
      if firstFraction == nil { firstFraction = Odd(position: position, text: text()) }
    }
    if value < 0 {
      below += 1
      if firstBelow == nil { firstBelow = Odd(position: position, text: text()) }
    }
    if value > 255 {
      above += 1
      if firstAbove == nil { firstAbove = Odd(position: position, text: text()) }
    }
  }

  /// The share among the pixels that are not 0.
  func share(_ number: Int) -> Double { Double(number) / Double(max(count - zeros, 1)) }

  /// The figures of several parts together.
  static func joined(_ parts: [PixelFigures]) -> PixelFigures {
    var all = PixelFigures()
    all.isBoolean = parts.allSatisfy(\.isBoolean)
    for (number, part) in parts.enumerated() {
      func own(_ odd: Odd?) -> Odd? {
        odd.map { Odd(part: number, position: $0.position, text: $0.text) }
      }
      all.count += part.count
      all.lowest = min(all.lowest, part.lowest)
      all.highest = max(all.highest, part.highest)
      all.zeros += part.zeros
      all.fractions += part.fractions
      all.below += part.below
      all.above += part.above
      all.firstFraction = all.firstFraction ?? own(part.firstFraction)
      all.firstBelow = all.firstBelow ?? own(part.firstBelow)
      all.firstAbove = all.firstAbove ?? own(part.firstAbove)
    }
    return all
  }
}

/// The pixels of a file before their range is known: bytes as long as all numbers are bytes.
struct PixelValues: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var numbers: [Float]?
  private(set) var figures = PixelFigures()
  /// Images in a mapped file, instead of bytes in memory.
  private var mapped: (store: ImageStore, size: Int)?

  var count: Int { mapped.map { $0.store.count * $0.size } ?? numbers?.count ?? bytes.count }

  init() {}

  /// Images in a mapped file.
  init(_ store: ImageStore, size: Int) {
    mapped = (store, size)
    figures = PixelFigures(store)
  }

  /// The images of a range; those in files stay there if they are bytes.
  func store(_ range: PixelRange, size: Int) -> ImageStore {
    guard let mapped, range == .bytes else { return ImageStore(scaled(to: range), size: size) }
    return mapped.store
  }

  /// Bytes as they are.
  init(_ bytes: [UInt8], isBoolean: Bool = false) {
    self.bytes = bytes
    figures = PixelFigures(bytes)
    figures.isBoolean = isBoolean
  }

  /// Adds a whole number from 0 to 255.
  mutating func append(_ byte: UInt8) {
    if numbers == nil { bytes.append(byte) } else { numbers?.append(Float(byte)) }
  }

  /// Adds any number; `text` is what the file has for it.
  mutating func append(_ value: Double, text: () -> String) {
    if numbers == nil {
      numbers = bytes.map { Float($0) }
      bytes = []
    }
    numbers?.append(Float(value))
    figures.add(value, at: count - 1, text: text)
  }

  /// Completes the figures, once all numbers are there.
  mutating func finish(isBoolean: Bool = false) {
    guard let numbers else {
      figures = PixelFigures(bytes)
      figures.isBoolean = isBoolean
      return
    }
    var all = PixelFigures()
    for (position, value) in numbers.enumerated() {
      all.add(Double(value), at: position) { "" }
    }
    // The texts were kept as the numbers came.
    figures = figures.counting(all)
    figures.isBoolean = isBoolean
  }

  /// The bytes of a range.
  func scaled(to range: PixelRange) -> [UInt8] {
    if let mapped { return PixelValues(mapped.store.bytes).scaled(to: range) }
    if let numbers { return numbers.map { range.byte(Double($0)) } }
    if range == .bytes { return bytes }
    let table = (0...255).map { range.byte(Double($0)) }
    return bytes.map { table[Int($0)] }
  }

  /// The same pixels in another order.
  func reordered(_ change: ([UInt8]) -> [UInt8], _ changeNumbers: ([Float]) -> [Float])
    -> PixelValues
  {
    var copy = self
    copy.bytes = change(bytes)
    copy.numbers = numbers.map(changeNumbers)
    return copy
  }
}

extension PixelFigures {
  /// The figures of all numbers, with the texts of the odd ones among them.
  fileprivate func counting(_ all: PixelFigures) -> PixelFigures {
    var own = all
    own.firstFraction = firstFraction
    own.firstBelow = firstBelow
    own.firstAbove = firstAbove
    return own
  }
}
