public import LeNetEngine
public import LeNetImages
public import LeNetModel
import CReaderModel
import LeNetElementary

/// Reads whole numbers from pictures: amounts, codes, pages with many numbers.
///
/// ```swift
/// let reader = try NumberReader()
/// let page = try reader.read("form.jpg")
/// print(page.text)
/// ```
///
/// It cuts the ink at every place where a digit may end, reads all parts between two cuts, and searches for the
/// likeliest path. Many tasks may use it at once; each call works on the calling thread.
public final class NumberReader: Sendable {
  /// What is known of each number.
  public let grammar: NumberGrammar
  /// The least confidence of an accepted number.
  public let threshold: Double

  private let digits: DigitReader

  /// The model built into the library, trained on parts of made-up rows of digits; see Data/reader.
  public static let defaultModel: ModelFile = {
    var count = 0
    let bytes = Array(UnsafeBufferPointer(start: creader_numbers(&count), count: count))
    do {
      return try ModelFile(reading: bytes)
    } catch {
      preconditionFailure("the model in the library cannot be read: \(error)")
    }
  }()

  /// The least confidence of an accepted number, unless another is given.
  public static let usualThreshold: Double = 0.9
  /// The least mean probability of a number's digits: ink with a lower one is a word or a drawing.
  private static let leastLikeness = 0.15

  /// A reader of numbers.
  ///
  /// - Parameters:
  ///   - model: a network for grey images with the ten digits as its first classes, and what is no digit as the
  ///     last one.
  ///   - grammar: what is known of each number.
  ///   - threshold: the least confidence of an accepted number, 0...1.
  ///   - device: the device that computes the network.
  /// - Throws: `ReaderError` if the model has other classes or another input.
  public init(
    model: ModelFile = NumberReader.defaultModel, grammar: NumberGrammar = NumberGrammar(),
    threshold: Double = NumberReader.usualThreshold, device: any ComputeDevice = CPU()
  ) throws(ReaderError) {
    guard model.classes == (0..<10).map(String.init) + [DecisionRule.otherClass] else {
      throw .notDigits(model.classes)
    }
    digits = try DigitReader(model: model, approach: .digit, device: device)
    self.grammar = grammar
    self.threshold = threshold
  }

  /// Reads the numbers in a picture file; throws if it cannot be read.
  public func read(_ path: String) throws(ImageError) -> PageReading {
    read(try RasterImage(contentsOf: path, longest: RasterImage.longestPageSide))
  }

  /// Reads the numbers in a picture file's bytes; throws if it cannot be read.
  public func read(bytes: [UInt8]) throws(ImageError) -> PageReading {
    read(try RasterImage(decoding: bytes, longest: RasterImage.longestPageSide))
  }

  /// Reads the numbers in pixels.
  public func read(_ image: RasterImage) -> PageReading {
    let image = image.shrunk(toFit: RasterImage.longestPageSide)
    let rows = PageInk(image)?.rows ?? []
    let found = rows.flatMap { numbers(in: $0) }
      .map { $0.scaled(by: image.shrinkage) }
    return PageReading(
      lines: PageReading.lines(of: found), rows: Self.scaled(image.rows, image.shrinkage),
      columns: Self.scaled(image.columns, image.shrinkage), pages: image.pages)
  }

  static func scaled(_ length: Int, _ factor: Double) -> Int {
    Int((Double(length) * factor).rounded())
  }

  /// The numbers in a row of ink; none where it is a word, a drawing or a stain.
  private func numbers(in row: InkRow) -> [NumberReading] {
    let bare = SegmentGraph(row)
    let images = bare.images
    let graph = bare.scored(by: images.isEmpty ? [] : digits.logits(of: images))
    guard let path = graph.bestPath(grammar) else { return [] }
    let symbols = path.choices.compactMap { graph.symbol($0) }
    guard symbols.contains(where: \.character.isNumber) else { return [] }
    let likeness = path.choices.compactMap { graph.likeness(of: $0) }
    guard likeness.reduce(0, +) >= Self.leastLikeness * Double(likeness.count) else { return [] }
    let confidence = path.probability * (likeness.min() ?? 0)
    // A form's number is one, whatever the gaps in it.
    let groups = grammar.isOpen ? Self.groups(symbols, height: row.height) : [symbols]
    return groups.map { symbols in
      NumberReading(
        verdict: confidence >= threshold ? .accepted : .unsure, symbols: symbols,
        box: symbols.dropFirst().reduce(symbols[0].box) { $0.union($1.box) },
        confidence: confidence)
    }
  }

  /// The symbols of a row, parted where a gap is wider than a digit is high and much wider than the others.
  private static func groups(
    _ symbols: [NumberReading.Symbol], height: Float
  ) -> [[NumberReading.Symbol]] {
    let gaps = zip(symbols, symbols.dropFirst()).map {
      $1.box.columns.lowerBound - $0.box.columns.upperBound
    }
    let usual = Float(gaps.sorted().dropFirst(gaps.count / 2).first ?? 0)
    var groups: [[NumberReading.Symbol]] = [[]]
    for (index, symbol) in symbols.enumerated() {
      if index > 0, Float(gaps[index - 1]) > height, Float(gaps[index - 1]) > 2.5 * usual {
        groups.append([])
      }
      groups[groups.count - 1].append(symbol)
    }
    return groups
  }
}

extension NumberReading {
  /// The same number in a picture that is larger by a factor.
  func scaled(by factor: Double) -> NumberReading {
    var number = self
    number.box = box.scaled(by: factor)
    for index in symbols.indices {
      number.symbols[index].box = symbols[index].box.scaled(by: factor)
    }
    return number
  }
}

extension Box {
  fileprivate func scaled(by factor: Double) -> Box {
    guard factor != 1 else { return self }
    func range(_ range: Range<Int>) -> Range<Int> {
      NumberReader.scaled(range.lowerBound, factor)..<NumberReader.scaled(range.upperBound, factor)
    }
    return Box(rows: range(rows), columns: range(columns))
  }
}

extension PageReading {
  /// Numbers as lines: those of a line overlap by half of their height.
  static func lines(of numbers: [NumberReading]) -> [Line] {
    var lines: [Line] = []
    for number in numbers.sorted(by: { $0.box.rows.lowerBound < $1.box.rows.lowerBound }) {
      let index = lines.firstIndex { line in
        line.numbers.contains { other in
          2 * other.box.rows.clamped(to: number.box.rows).count
            >= min(other.box.rows.count, number.box.rows.count)
        }
      }
      if let index {
        lines[index].numbers.append(number)
        lines[index].box = lines[index].box.union(number.box)
      } else {
        lines.append(Line(numbers: [number], box: number.box))
      }
    }
    for index in lines.indices {
      lines[index].numbers.sort { $0.box.columns.lowerBound < $1.box.columns.lowerBound }
    }
    return lines
  }
}
