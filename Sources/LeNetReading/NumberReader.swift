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
/// It cuts the ink at every place where a digit may end. One network reads all parts between two cuts, another slides
/// over the whole row, and the likeliest path by both is the answer. Many tasks may use it at once; each call works on
/// the calling thread.
public final class NumberReader: Sendable {
  /// The networks to read with.
  package enum Approach: String, Sendable, CaseIterable {
    /// Both, which reads best.
    case both
    /// Heuristic over-segmentation alone: section V of the paper of 1998.
    case cuts
    /// The space displacement network alone: section VII.
    case sliding
  }

  /// What is known of each number.
  public let grammar: NumberGrammar
  /// The least confidence of an accepted number.
  public let threshold: Double

  private let rowReader: RowReader
  private let policy: RejectionPolicy?

  /// The model built into the library, trained on parts of made-up rows of digits; see Data/reader.
  public static let defaultModel = builtIn { creader_numbers(&$0) }
  /// The model that slides over rows, trained on made-up rows of digits.
  package static let defaultSlidingModel = builtIn { creader_sliding(&$0) }

  private static func builtIn(
    _ bytes: (_ count: inout Int) -> UnsafePointer<UInt8>?
  ) -> ModelFile {
    var count = 0
    let start = bytes(&count)
    do {
      return try ModelFile(reading: Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
      preconditionFailure("the model in the library cannot be read: \(error)")
    }
  }

  /// A reader of numbers.
  ///
  /// - Parameters:
  ///   - model: a network for grey images with the ten digits as its first classes, and what is no digit as the
  ///     last one; it reads the parts between two cuts.
  ///   - grammar: what is known of each number.
  ///   - threshold: the least confidence of an accepted number, 0...1; that of `coverage` if nil.
  ///   - coverage: the share of made-up rows of digits to accept, 0.15...0.99; a lower one accepts fewer errors. With
  ///     neither, at most one accepted row of a hundred is wrong.
  ///   - device: the device that computes the networks.
  /// - Throws: `ReaderError` if the model has other classes or another input, or if there is no threshold for the
  ///   coverage.
  public convenience init(
    model: ModelFile = NumberReader.defaultModel, grammar: NumberGrammar = NumberGrammar(),
    threshold: Double? = nil, coverage: Double? = nil, device: any ComputeDevice = CPU()
  ) throws(ReaderError) {
    try self.init(
      parts: model, sliding: NumberReader.defaultSlidingModel, approach: .both, grammar: grammar,
      threshold: threshold, coverage: coverage, device: device)
  }

  /// A reader with either network.
  package init(
    parts: ModelFile = NumberReader.defaultModel,
    sliding: ModelFile = NumberReader.defaultSlidingModel, approach: Approach,
    grammar: NumberGrammar = NumberGrammar(), threshold: Double? = nil, coverage: Double? = nil,
    device: any ComputeDevice = CPU()
  ) throws(ReaderError) {
    guard parts.classes == (0..<10).map(String.init) + [DecisionRule.otherClass] else {
      throw .notDigits(parts.classes)
    }
    policy = approach == .both ? sliding.rejectionPolicy : nil
    if let coverage, let policy, !policy.coverages.contains(coverage) {
      throw .coverage(coverage, policy.coverages)
    }
    rowReader = RowReader(
      parts: try DigitReader(model: parts, approach: .digit, device: device),
      sliding: try SpaceDisplacementNetwork(model: sliding, device: device), approach: approach,
      grammar: grammar)
    self.grammar = grammar
    self.threshold =
      threshold ?? policy.map { $0.threshold(coverage: coverage ?? $0.usualCoverage) } ?? 0.5
  }

  /// Reads the numbers on a page or frame of a picture file, counted from 1; throws if it cannot be read.
  public func read(_ path: String, page: Int = 1) throws(ImageError) -> PageReading {
    read(try RasterImage(contentsOf: path, longest: RasterImage.longestPageSide, page: page))
  }

  /// Reads the numbers on a page or frame of a picture file's bytes; throws if it cannot be read.
  public func read(bytes: [UInt8], page: Int = 1) throws(ImageError) -> PageReading {
    read(try RasterImage(decoding: bytes, longest: RasterImage.longestPageSide, page: page))
  }

  /// Reads the numbers in pixels.
  public func read(_ image: RasterImage) -> PageReading {
    let image = image.shrunk(toFit: RasterImage.longestPageSide)
    return page(image, found: rows(of: image))
  }

  /// The rows of a picture that is no larger than a page, with their paths.
  func rows(of image: RasterImage) -> [RowPath] {
    (PageInk(image)?.rows ?? []).flatMap { rowReader.paths(of: $0) }
  }

  /// The numbers of a picture's rows.
  func page(_ image: RasterImage, found rows: [RowPath]) -> PageReading {
    PageReading(
      lines: PageReading.lines(
        of: rows.flatMap { numbers(in: $0) }.map { $0.scaled(by: image.shrinkage) }),
      rows: Self.scaled(image.rows, image.shrinkage),
      columns: Self.scaled(image.columns, image.shrinkage), pages: image.pages)
  }

  static func scaled(_ length: Int, _ factor: Double) -> Int {
    Int((Double(length) * factor).rounded())
  }

  /// The numbers in a row of ink; none where it is a word, a drawing or a stain.
  private func numbers(in path: RowPath) -> [NumberReading] {
    guard path.symbols.contains(where: \.character.isNumber) else { return [] }
    let confidence =
      (policy?.confidence(of: path.probability) ?? path.probability)
      * min(1, Elementary.exp(path.fit - RowReader.leastFit))
    // A form's number is one, whatever the gaps in it.
    let groups =
      grammar.isOpen ? Self.groups(path.symbols, height: path.row.height) : [path.symbols]
    return groups.map { symbols in
      NumberReading(
        verdict: confidence >= threshold ? .accepted : confidence >= 0.5 ? .unsure : .refused,
        symbols: symbols,
        box: symbols.dropFirst().reduce(symbols[0].box) { $0.union($1.box) },
        confidence: confidence)
    }
  }

  /// The symbols of a row, parted where a gap is wider than a digit is high and much wider than the others.
  static func groups(
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
