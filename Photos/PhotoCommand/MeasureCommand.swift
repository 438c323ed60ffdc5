import ArgumentParser
import Dispatch
import LeNetCatalog
import LeNetData
import LeNetFiles
import LeNetGraphics
import LeNetImages
import LeNetModel
import SyntheticPhotos
import LeNetDrawing
import LeNetRandom
import LeNetReading
import LeNetText
import Synchronization

/// Measures a reader on test digits, photos of them, and non-digits.
struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "Measure a reader on photos and on non-digits.")

  @Argument(help: "The folder that Scripts/glyphs.py wrote.")
  var glyphs: String

  @Option(help: "A model file. (default: the built-in model)")
  var model: String?

  @Option(help: "Number of photos of MNIST's test digits.")
  var photos = 10_000

  @Option(help: "The longest side of a photo.")
  var longest = 3000.0

  @Option(help: "A folder with the 8 x 8 digits that Scripts/uci-digits.py wrote.")
  var uci: String?

  @Option(help: "The folder of Fashion-MNIST.")
  var fashion = "/usr/share/datasets/fashion-mnist"

  @Option(help: "Seed of all random numbers.")
  var seed: UInt64 = 2024

  @Option(help: "The share of clean digits to accept. (default: the model's own)")
  var accept: Double?

  @Option(help: "SVG file for the reliability diagram.")
  var diagram: String?

  func run() throws {
    let model = try self.model.map { try ModelFile.read($0) } ?? DigitReader.defaultModel
    let reader = try DigitReader(model: model, coverage: accept)
    let plain = try DigitReader(model: model, approach: .resize)
    let testPhotos = try TestPhotos(seed: seed, longest: longest)
    let test = testPhotos.data

    let clean = proof(test.count) { index in
      let image = try grey(test.pixels(of: index), 28, 28)
      return .init(label: Int(test.labels[index]), reading: reader.read(image))
    }
    let raw = plain.read(prepared: (0..<test.count).map(test.pixels))
    let rawRight = raw.enumerated().count { $1.label == "\(test.labels[$0])" }
    let scenes = Mutex<[Int: PhotoScene]>([:])
    let chosen = testPhotos.indices(photos)
    let photos = proof(chosen.count) { number in
      let (scene, file) = try testPhotos.photo(chosen[number])
      let photo = try RasterImage(decoding: file)
      scenes.withLock { $0[number] = scene }
      return .init(
        label: Int(test.labels[chosen[number]]), reading: reader.read(photo),
        resized: plain.read(photo).label.flatMap(Int.init))
    }
    let fontDigits = try Glyphs("digits-test", in: glyphs).fields
    let fonts = proof(fontDigits.count * 10) { index in
      let glyph = fontDigits[index % fontDigits.count]
      return .init(
        label: glyph.character.wholeNumberValue,
        reading: reader.read(try photo(of: glyph.field, epoch: 3, index)))
    }
    var digits = [
      ("MNIST's test digits", clean), ("photos of MNIST's test digits", photos),
      ("photos of digits in test fonts", fonts),
    ]
    if let uci {
      let data = try Dataset.load(folder: uci, split: .test)
      digits.append(
        (
          "scikit-learn's 8 x 8 digits",
          proof(data.count) { index in
            let pixels = data.pixels(of: index)
            return .init(
              label: Int(data.labels[index]),
              reading: reader.read(try grey(pixels, data.shape.rows, data.shape.columns)))
          }
        ))
    }
    let others = try nonDigits(reader)

    print(
      "MNIST's test digits without preparation: \(NumberText.percent(Double(rawRight) / Double(test.count))) right\n"
    )
    ProofTables.printDigits(digits)
    ProofTables.printFactors(photos, scenes.withLock { $0 })
    ProofTables.printRefusal(others)
    if let rejectionPolicy = model.rejectionPolicy {
      ProofTables.printTradeOff(
        rejectionPolicy, digits: Array(digits.prefix(2)), others: others.map(\.proof))
    }
    if let diagram {
      let drawing = ProofTables.reliability(Array(digits.prefix(2)))
      try AtomicFile.write(Array(drawing.svg.utf8), to: diagram)
    }
  }

  private func nonDigits(_ reader: DigitReader) throws -> [(name: String, proof: Proof)] {
    let letters = try Glyphs("letters-test", in: glyphs).fields
    var proofs: [(name: String, proof: Proof)] = []
    proofs.append(
      (
        "letters in test fonts, drawn",
        proof(letters.count) { index in
          var stream = RandomStream(seed: seed, purpose: .photo, epoch: 4, index: UInt32(index))
          var scene = PhotoScene(from: &stream, sizes: 40...400)
          scene.makePlain()
          let picture = scene.picture(of: letters[index].field, from: &stream)
          return .init(label: nil, reading: reader.read(picture))
        }
      ))
    let letterPhotos = proof(letters.count * 3) { index in
      let field = letters[index % letters.count].field
      return .init(label: nil, reading: reader.read(try photo(of: field, epoch: 5, index)))
    }
    proofs.append(("letters in test fonts, photos", letterPhotos))
    var accepted: [Character: Int] = [:]
    for (index, answer) in letterPhotos.answers.enumerated()
    where answer.reading.verdict == .accepted {
      accepted[letters[index % letters.count].character, default: 0] += 1
    }
    let most = accepted.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(10)
    print(
      "letters accepted most often: \(most.map { "\($0.key) \($0.value)" }.joined(separator: ", "))\n"
    )
    if let data = try? Dataset.load(folder: fashion, split: .test) {
      proofs.append(
        (
          "Fashion-MNIST's test images",
          proof(data.count) { index in
            let pixels = data.pixels(of: index)
            return .init(label: nil, reading: reader.read(try grey(pixels, 28, 28)))
          }
        ))
    } else {
      print("skipped: Fashion-MNIST is not in \(fashion) (Debian's dataset-fashion-mnist)")
    }
    proofs.append(
      (
        "blank pages",
        proof(1000) { index in
          .init(label: nil, reading: reader.read(try photo(of: nil, epoch: 6, index)))
        }
      ))
    for (kind, epoch) in [(NonDigit.noise, UInt32(7)), (.scribble, 8), (.silhouette, 10)] {
      proofs.append(
        (
          "\(kind.rawValue)s",
          proof(1000) { index in
            var stream = RandomStream(
              seed: seed, purpose: .photo, epoch: epoch, index: UInt32(index))
            return .init(label: nil, reading: reader.read(kind.picture(from: &stream)))
          }
        ))
    }
    proofs.append(
      (
        "textures of kinds not trained on",
        proof(1000) { index in
          var stream = RandomStream(seed: seed, purpose: .photo, epoch: 9, index: UInt32(index))
          return .init(label: nil, reading: reader.read(NonDigit.unseenTexture(from: &stream)))
        }
      ))
    return proofs
  }

  private func photo(of field: InkField?, epoch: UInt32, _ index: Int) throws -> RasterImage {
    var stream = RandomStream(seed: seed, purpose: .photo, epoch: epoch, index: UInt32(index))
    let scene = PhotoScene(from: &stream, sizes: 40...min(longest, 800))
    return try .photo(scene, of: field, from: &stream)
  }

  private func grey(_ pixels: [UInt8], _ rows: Int, _ columns: Int) throws -> RasterImage {
    try RasterImage(rows: rows, columns: columns, channels: .grey, bytes: pixels)
  }

  /// The answers for `count` pictures in order, computed on all cores.
  private func proof(_ count: Int, _ answer: (Int) throws -> Proof.Answer) -> Proof {
    let results = Mutex([Proof.Answer?](repeating: nil, count: count))
    let chunk = 16
    withoutActuallyEscaping(answer) { answer in
      // Every index is computed once, and the closure reads shared values only.
      nonisolated(unsafe) let answer = answer
      DispatchQueue.concurrentPerform(iterations: (count + chunk - 1) / chunk) { piece in
        for index in piece * chunk..<min((piece + 1) * chunk, count) {
          let result: Proof.Answer
          do {
            result = try answer(index)
          } catch {
            preconditionFailure("picture \(index): \(error)")
          }
          results.withLock { $0[index] = result }
        }
      }
    }
    return Proof(answers: results.withLock { $0 }.compactMap(\.self))
  }
}
