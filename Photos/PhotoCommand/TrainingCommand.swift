import ArgumentParser
import Dispatch
import LeNetData
import LeNetFiles
import LeNetImages
import LeNetModel
import SyntheticPhotos
import LeNetRandom
import Synchronization

/// Writes the training data of the reader.
struct TrainingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training",
    abstract: "Write the training and validation data of the reader, as IDX files.",
    discussion: """
      The training split is made from the first 55,000 training images of MNIST and the training \
      fonts. The validation split, which sets the thresholds, is made from the last 5,000 and the \
      same fonts, with other random numbers. No test image is used.
      """)

  @Argument(help: "The folder that Scripts/glyphs.py wrote.")
  var glyphs: String

  @Argument(help: "The folder to write.")
  var output: String

  @Option(help: "Seed of all random numbers.")
  var seed: UInt64 = 1

  func run() throws {
    let source = TrainingSource(
      mnist: try DatasetSplits.mnist().training,
      letters: try Glyphs("letters-training", in: glyphs),
      digits: try Glyphs("digits-training", in: glyphs), seed: seed)
    for (split, plan) in [("train", TrainingPlan.training), ("t10k", TrainingPlan.adjustment)] {
      let items = plan.items(
        digitGlyphs: source.digits.fields.count, letterGlyphs: source.letters.fields.count)
      let results = Mutex([PreparedItem?](repeating: nil, count: items.count))
      let chunk = 256
      DispatchQueue.concurrentPerform(iterations: (items.count + chunk - 1) / chunk) { piece in
        for index in piece * chunk..<min((piece + 1) * chunk, items.count) {
          let item = source.prepared(items[index], index: index, plan)
          results.withLock { $0[index] = item }
        }
      }
      let made = results.withLock { $0 }.compactMap(\.self)
      try TrainingFiles(folder: output).write(made, split: split)
      print("\(split): \(made.count) images of \(items.count) pictures")
    }
    try TrainingFiles(folder: output).writeClasses()
  }
}

/// One picture to make.
enum TrainingItem {
  case clean(Int)
  case photo(Int)
  case small(Int)
  case fontDigit(Int)
  /// A digit made from strokes, in the shapes of many countries.
  case strokeDigit(Int)
  /// A 1 of one straight stroke.
  case straightOne
  /// A digit stretched over its picture and made black and white, with broken strokes.
  case stretched(Int)
  /// A digit cut at the border of its picture.
  case cut(Int)
  case letter(Int)
  case cleanLetter(Int)
  case pair(Int)
  case blank
  case nonDigit(NonDigit)
}

/// A picture after its preparation.
struct PreparedItem {
  let pixels: [UInt8]
  let label: UInt8
}

/// The number of pictures of each kind.
struct TrainingPlan {
  /// Indices into MNIST's training images.
  let digits: Range<Int>
  let photos: Int
  let fontDigits: Int
  /// Digits from strokes; straight ones are a twelfth as many, stretched and cut digits half and a quarter.
  let strokeDigits: Int
  let letters: Int
  let others: Int
  /// Separates the random numbers of the two splits.
  let epoch: UInt32
  /// Whether to keep photos in which the preparation did not find the digit.
  let keepsMistakes: Bool

  static let training = TrainingPlan(
    digits: 0..<55_000, photos: 3, fontDigits: 20, strokeDigits: 24_000, letters: 40,
    others: 12_000, epoch: 0,
    keepsMistakes: false)
  static let adjustment = TrainingPlan(
    digits: 55_000..<60_000, photos: 2, fontDigits: 4, strokeDigits: 1_200, letters: 2,
    others: 1_000, epoch: 1,
    keepsMistakes: true)

  func items(digitGlyphs: Int, letterGlyphs: Int) -> [TrainingItem] {
    var items = digits.map(TrainingItem.clean)
    for _ in 0..<photos { items += digits.map(TrainingItem.photo) }
    items += stride(from: digits.lowerBound, to: digits.upperBound, by: 4).map(TrainingItem.small)
    items += (0..<fontDigits * digitGlyphs).map(TrainingItem.fontDigit)
    items += (0..<strokeDigits).map { .strokeDigit($0 % 10) }
    items += (0..<strokeDigits / 12).map { _ in .straightOne }
    items += digits.prefix(strokeDigits / 2).map(TrainingItem.stretched)
    items += digits.suffix(strokeDigits / 4).map(TrainingItem.cut)
    items += (0..<letters * letterGlyphs).map {
      $0.isMultiple(of: 3) ? TrainingItem.cleanLetter($0) : .letter($0)
    }
    items += digits.prefix(others / 2).map(TrainingItem.pair)
    items += (0..<others / 4).map { _ in TrainingItem.blank }
    for kind in NonDigit.allCases {
      let count = kind == .scribble || kind == .silhouette ? others : others / 2
      items += (0..<count).map { _ in TrainingItem.nonDigit(kind) }
    }
    return items
  }
}

/// Makes pictures from MNIST, fonts and random numbers.
struct TrainingSource {
  let mnist: Dataset
  let letters: Glyphs
  let digits: Glyphs
  let seed: UInt64

  private static let other: UInt8 = 10

  /// The picture of an item after its preparation; nil if nothing is found in it, or where a digit was
  /// not found.
  func prepared(_ item: TrainingItem, index: Int, _ plan: TrainingPlan) -> PreparedItem? {
    var stream = RandomStream(
      seed: seed, purpose: .photo, epoch: plan.epoch, index: UInt32(index))
    switch item {
    case .clean(let image):
      guard let item = prepared(grey(digit(image)), mnist.labels[image]) else {
        preconditionFailure("nothing is found in training image \(image) of MNIST")
      }
      return item
    case .small(let image):
      let side = 7 + Int(stream.below(12))
      return prepared(
        .small(digit(image), rows: 28, columns: 28, side: side), mnist.labels[image])
    case .photo(let image):
      let field = InkField(grey: digit(image), rows: 28, columns: 28)
      guard let item = prepared(photo(of: field, &stream), mnist.labels[image]) else { return nil }
      // To train on what was taken for a digit by mistake would teach nothing. For thresholds it counts.
      return plan.keepsMistakes || Self.isAlike(item.pixels, digit(image)) ? item : nil
    case .fontDigit(let number):
      let glyph = digits.fields[number % digits.fields.count]
      return prepared(
        photo(of: glyph.field, &stream), UInt8(glyph.character.wholeNumberValue ?? 0))
    case .strokeDigit(let digit):
      let field = InkField(StrokeDigit(digit, from: &stream))
      return prepared(photo(of: field, &stream), UInt8(digit))
    case .straightOne:
      let field = InkField(StrokeDigit(straightOneFrom: &stream))
      return prepared(photo(of: field, &stream), 1)
    case .stretched(let image):
      return prepared(.stretched(digit(image), from: &stream), mnist.labels[image])
    case .cut(let image):
      guard let item = prepared(.cut(digit(image), from: &stream), mnist.labels[image]) else {
        return nil
      }
      return plan.keepsMistakes || Self.isAlike(item.pixels, digit(image)) ? item : nil
    case .letter(let number):
      return prepared(
        photo(of: letters.fields[number % letters.fields.count].field, &stream), Self.other)
    case .cleanLetter(let number):
      var scene = PhotoScene(from: &stream, sizes: 40...160)
      scene.makePlain()
      let field = letters.fields[number % letters.fields.count].field
      return prepared(scene.picture(of: field, from: &stream), Self.other)
    case .pair(let image):
      let other = plan.digits.lowerBound + Int(stream.below(UInt32(plan.digits.count)))
      let field = InkField(
        grey: Self.pair(digit(image), digit(other), gap: Int(stream.below(5))), rows: 28,
        columns: 52)
      return prepared(photo(of: field, &stream), Self.other)
    case .blank: return prepared(photo(of: nil, &stream), Self.other)
    case .nonDigit(let kind): return prepared(kind.picture(from: &stream), Self.other)
    }
  }

  private func prepared(_ picture: RasterImage, _ label: UInt8) -> PreparedItem? {
    DigitPreparation(picture).map { PreparedItem(pixels: $0.pixels, label: label) }
  }

  private func photo(of field: InkField?, _ stream: inout RandomStream) -> RasterImage {
    let scene = PhotoScene(from: &stream, sizes: 40...130)
    do {
      return try .photo(scene, of: field, from: &stream)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  private func digit(_ index: Int) -> [UInt8] {
    mnist.pixels(of: index)
  }

  private func grey(_ pixels: [UInt8]) -> RasterImage {
    guard let image = try? RasterImage(rows: 28, columns: 28, channels: .grey, bytes: pixels) else {
      preconditionFailure("a digit of \(pixels.count) bytes")
    }
    return image
  }

  /// Two digits side by side.
  private static func pair(_ first: [UInt8], _ second: [UInt8], gap: Int) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: 28 * 52)
    for row in 0..<28 {
      for column in 0..<28 {
        pixels[row * 52 + column] = first[row * 28 + column]
        let place = row * 52 + column + 16 + gap
        pixels[place] = max(pixels[place], second[row * 28 + column])
      }
    }
    return pixels
  }

  /// Whether two prepared pictures have much of their ink in common: false if the preparation took
  /// something else for the digit.
  static func isAlike(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    let (a, b) = (blurred(first), blurred(second))
    let product = zip(a, b).reduce(0.0) { $0 + $1.0 * $1.1 }
    let squares = a.reduce(0) { $0 + $1 * $1 } * b.reduce(0) { $0 + $1 * $1 }
    return product > 0.5 * squares.squareRoot()
  }

  private static func blurred(_ pixels: [UInt8]) -> [Double] {
    var result = [Double](repeating: 0, count: 784)
    for place in 0..<784 where pixels[place] > 0 {
      let (row, column) = (place / 28, place % 28)
      for down in max(row - 2, 0)...min(row + 2, 27) {
        for right in max(column - 2, 0)...min(column + 2, 27) {
          result[down * 28 + right] += Double(pixels[place])
        }
      }
    }
    return result
  }
}
