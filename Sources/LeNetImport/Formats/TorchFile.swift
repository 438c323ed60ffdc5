import LeNetArchives
import LeNetData
import LeNetFiles
import LeNetModel

/// PyTorch's files: zip archives since version 1.6, and the row of pickles before.
enum TorchFile {
  /// The first pickle of an old file: PyTorch's magic number.
  static let legacyMagic: [UInt8] = [
    0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E,
  ]

  /// Whether the bytes begin as an old file, whatever the protocol of its pickles.
  static func isLegacy(_ bytes: [UInt8]) -> Bool {
    bytes.count > 15 && bytes[0] == 0x80 && bytes[2...].starts(with: legacyMagic)
  }

  /// The folder of an archive that has PyTorch's pickle; nil if none has.
  static func folder(of archive: ZipArchive) -> String? {
    archive.members.first {
      $0.path == "data.pkl" || ($0.path.hasSuffix("/data.pkl") && $0.path.utf8.count < 300)
    }.map { String($0.path.dropLast("data.pkl".count)) }
  }

  static func read(
    _ archive: ZipArchive, folder: String, bytes: [UInt8]
  ) throws(ImportError) -> WeightBag {
    func content(_ name: String) throws(ImportError) -> [UInt8] {
      do {
        return try archive.open(folder + name, limit: min(bytes.count, 1 << 26)).all()
      } catch {
        throw damaged("\(name): \(error)")
      }
    }
    if archive.members.contains(where: { $0.path == folder + "byteorder" }),
      try content("byteorder").starts(with: Array("big".utf8))
    {
      throw .unsupported(
        place: "the file", what: "written with the highest byte first",
        expected: "the lowest byte first")
    }
    var machine = PickleMachine(try content("data.pkl"), foreignNames: .inert)
    let object: PickleValue
    do {
      object = try machine.run()
    } catch {
      throw damaged("\(error)")
    }
    var objects = TorchObjects(
      machine, storages: TorchStorages(archive: archive, folder: folder, bytes: bytes),
      bytes: bytes.count)
    var bag = WeightBag(tensors: try objects.network(object), habit: .pytorch)
    // The text of a traced or scripted module tells what happens between the weights.
    let code = archive.members.filter {
      $0.path.hasPrefix(folder + "code/") && $0.path.hasSuffix(".py") && $0.size < 1 << 20
    }.prefix(64)
    var text = ""
    for member in code {
      guard text.utf8.count < 1 << 20, let bytes = try? archive.open(member, limit: 1 << 20).all()
      else { continue }
      text += String(decoding: bytes, as: UTF8.self)
    }
    bag.hints = StructureHints(source: text, "the file's code")
    return bag
  }

  static func readLegacy(_ bytes: [UInt8]) throws(ImportError) -> WeightBag {
    var machine = PickleMachine(bytes, foreignNames: .inert)
    let object: PickleValue
    let keys: PickleValue
    do {
      // The magic number, the version of the format, and what the machine was.
      for _ in 0..<3 { _ = try machine.runToStop() }
      object = try machine.runToStop()
      keys = try machine.runToStop()
    } catch {
      throw damaged("\(error)")
    }
    guard case .list(let number) = keys else { throw damaged("the list of its numbers") }
    var widths: [String: Int] = [:]
    for reference in machine.references {
      guard case .tuple(let place) = reference else { continue }
      let items = machine.containers[place]
      guard items.count >= 5, case .name(let type) = items[1], let key = machine.letters(items[2])
      else { continue }
      let name = machine.names[type].split(separator: ".").last.map(String.init) ?? ""
      widths[String(decoding: key, as: UTF8.self)] = TorchStorages.types[name]?.width
    }
    let reader = LittleEndianBytes(bytes)
    var place = machine.position
    var ranges: [String: Range<Int>] = [:]
    for key in machine.containers[number] {
      guard let letters = machine.letters(key) else { throw damaged("the list of its numbers") }
      let name = String(decoding: letters, as: UTF8.self)
      guard let width = widths[name], let count = reader.number(place, 8),
        count <= (bytes.count - place - 8) / width
      else { throw damaged("the numbers \(name) end early, or have another type") }
      ranges[name] = place + 8..<place + 8 + count * width
      place += 8 + count * width
    }
    var objects = TorchObjects(
      machine, storages: TorchStorages(ranges: ranges, bytes: bytes), bytes: bytes.count)
    var bag = WeightBag(tensors: try objects.network(object), habit: .pytorch)
    // ('module', class, file, source): the text of each class, which tells what happens between the weights.
    var text = ""
    for reference in machine.references {
      guard case .tuple(let place) = reference else { continue }
      let items = machine.containers[place]
      guard items.count == 4, machine.letters(items[0]) == Array("module".utf8),
        case .name(let type) = items[1], !machine.names[type].hasPrefix("torch."),
        let source = machine.letters(items[3]), text.utf8.count + source.count < 1 << 20
      else { continue }
      text += String(decoding: source, as: UTF8.self)
    }
    bag.hints = StructureHints(source: text, "the source of its class")
    return bag
  }

  private static func damaged(_ problem: String) -> ImportError {
    .damaged(format: "a PyTorch file", problem: problem)
  }
}

extension StructureHints {
  /// What a Python text tells: the activations and poolings that it names, where it names one kind only.
  init(source text: String, _ name: String) {
    self.init()
    guard !text.isEmpty else { return }
    let words = Set(
      text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
    let activations: [Activation] = [.relu, .tanh, .sigmoid].filter { activation in
      words.contains(activation.rawValue) || words.contains(activation.rawValue + "_")
    }
    if activations.count == 1 { activation = activations[0] }
    let hasMaximum = words.contains { $0.contains("max_pool") || $0.contains("maxpool") }
    let hasAverage = words.contains { $0.contains("avg_pool") || $0.contains("avgpool") }
    if hasMaximum != hasAverage { isMaxPooling = hasMaximum }
    if activation != nil || isMaxPooling != nil { source = name }
  }
}
