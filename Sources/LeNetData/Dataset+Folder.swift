public import LeNetCatalog
import LeNetFiles
import LeNetModel

extension Dataset {
  /// One split from IDX files in a folder, with MNIST's file names.
  ///
  /// These are `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and
  /// `t10k-labels-idx1-ubyte`, also with a dot before `idx`, with `idx4` for images of several
  /// maps, and each raw or gzip (`.gz`). Classes are the lines of a `classes.txt` next to them,
  /// otherwise those of the known set with these bytes or this folder name, otherwise
  /// the ten digits. Throws if something is missing, damaged or does not fit.
  public static func load(folder: String, split: DatasetSplit) throws(DatasetError) -> Dataset {
    switch PathKind(folder) {
    case .folder: break
    case .nothing: throw .noFolder(folder)
    case .other: throw .notAFolder(folder)
    }
    return try IDXFolder(folder: folder, form: .idx).load(split)
  }
}

/// IDX files in a folder, with the file names of a format.
struct IDXFolder {
  let folder: String
  let form: StorageFormat

  /// Whether there is a file of that split, with images or labels.
  func has(_ split: DatasetSplit) -> Bool {
    [("-images", imageKinds), ("-labels", labelKinds)].contains { kind, endings in
      (try? find(stem(split) + kind, endings)) != nil
    }
  }

  /// Whether there are images of that split, with labels or without.
  func hasImages(_ split: DatasetSplit) -> Bool {
    (try? find(stem(split) + "-images", imageKinds)) != nil
  }

  /// The images of a split, without labels.
  func images(_ split: DatasetSplit) throws(DatasetError) -> IDX.Images {
    let file = try find(stem(split) + "-images", imageKinds)
    let bytes = try fileBytes("\(folder)/\(file)")
    let images = try read(file) { () throws(IDXError) in try IDX.images(bytes) }
    if case .emnist = form { return images.transposed }
    return images
  }

  private var imageKinds: [String] { ["idx3-ubyte", "idx4-ubyte"] }
  private var labelKinds: [String] { [form == .qmnist ? "idx2-int" : "idx1-ubyte"] }

  /// Reads one split.
  func load(_ split: DatasetSplit) throws(DatasetError) -> Dataset {
    // Finds both files first, so a missing one is reported before a long one is read.
    let imageFile = try find(stem(split) + "-images", imageKinds)
    let labelFile = try find(stem(split) + "-labels", labelKinds)
    let given = try folderContents(folder).classNames()
    let labelBytes = try fileBytes("\(folder)/\(labelFile)")
    let isTable = form == .qmnist
    var labels = try read(labelFile) { () throws(IDXError) in
      isTable ? try IDX.labelTable(labelBytes) : try IDX.labels(labelBytes)
    }
    if form == .idx, let mapped = try MappedImages.idx("\(folder)/\(imageFile)") {
      return try Dataset(
        name: name, shape: mapped.shape, store: mapped.store, labels: labels.labels,
        classes: given ?? knownClasses(labels.sha256, labelBytes) ?? Dataset.digits,
        sha256: [
          splitPath(imageFile).name: mapped.sha256,
          uncompressedName(splitPath(labelFile).name): labels.sha256,
        ])
    }
    let bytes = try fileBytes("\(folder)/\(imageFile)")
    var images = try read(imageFile) { () throws(IDXError) in try IDX.images(bytes) }
    let classes: [String]
    if case .emnist(let name) = form {
      let mapping = try mapping(of: name)
      classes = given ?? mapping.classes
      labels = try Self.counted(labels, from: mapping.first, file: "\(folder)/\(labelFile)")
      images = images.transposed
    } else {
      classes = given ?? knownClasses(labels.sha256, labelBytes) ?? Dataset.digits
    }
    return try Dataset(
      name: name, shape: images.shape, images: images.pixels, labels: labels.labels,
      classes: classes,
      sha256: [
        uncompressedName(splitPath(imageFile).name): images.sha256,
        uncompressedName(splitPath(labelFile).name): labels.sha256,
      ])
  }

  private var name: String {
    if case .emnist(let name) = form { "emnist-\(name)" } else { folderName(folder) }
  }

  private func stem(_ split: DatasetSplit) -> String {
    let usual = split == .training ? "train" : "test"
    return switch form {
    case .emnist(let name): "emnist-\(name)-\(usual)"
    case .qmnist: "qmnist-\(usual)"
    default: split.filePrefix
    }
  }

  /// The first file of the folder with one of the possible names.
  private func find(_ stem: String, _ kinds: [String]) throws(DatasetError) -> String {
    let names = kinds.flatMap { ["\(stem)-\($0)", "\(stem).\($0)"] }
    let all = names.flatMap { [$0, $0 + ".gz"] }
    // Some unpackers put each file into a folder of its name.
    let nested = all.flatMap { folder in all.map { "\(folder)/\($0)" } }
    for name in all + nested where PathKind("\(folder)/\(name)") == .other { return name }
    if let found = all.first(where: { PathKind("\(folder)/\($0)") != .nothing }) { return found }
    throw .noFile(name: names[0], folder: folder)
  }

  private func read<Content>(
    _ file: String, _ body: () throws(IDXError) -> Content
  ) throws(DatasetError) -> Content {
    do {
      return try body()
    } catch {
      throw .idx(file: "\(folder)/\(file)", error)
    }
  }

  private func mapping(of name: String) throws(DatasetError) -> EMNISTMapping {
    let file = "\(folder)/emnist-\(name)-mapping.txt"
    if PathKind(file) != .nothing {
      guard let mapping = EMNISTMapping(try fileBytes(file)) else { throw .mapping(file: file) }
      return mapping
    }
    guard let mapping = EMNISTMapping(split: name) else {
      throw .noFile(name: "emnist-\(name)-mapping.txt", folder: folder)
    }
    return mapping
  }

  /// The labels counted from 0 where they begin at `first`.
  private static func counted(
    _ labels: IDX.Labels, from first: Int, file: String
  ) throws(DatasetError) -> IDX.Labels {
    guard first > 0 else { return labels }
    if let position = labels.labels.firstIndex(where: { $0 < first }) {
      throw .idx(file: file, .label(Int(labels.labels[position]), position: position))
    }
    return IDX.Labels(labels: labels.labels.map { $0 - UInt8(first) }, sha256: labels.sha256)
  }

  /// The class names of the known set with these labels or this folder name.
  private func knownClasses(_ sha256: String, _ file: [UInt8]) -> [String]? {
    let known = KnownDigest(digest: sha256) ?? KnownDigest(digest: LeNetCatalog.sha256(of: file))
    let set = known?.set ?? KnownDigest.set(called: folderName(folder))
    return set.flatMap(KnownDigest.classes)
  }
}

extension IDX.Images {
  /// The images with rows and columns exchanged, which EMNIST needs.
  var transposed: IDX.Images {
    IDX.Images(
      shape: Shape(shape.maps, shape.columns, shape.rows),
      pixels: LeNetData.transposed(pixels, rows: shape.rows, columns: shape.columns),
      sha256: sha256)
  }
}

/// Maps of rows and columns with both exchanged.
func transposed(_ pixels: [UInt8], rows: Int, columns: Int) -> [UInt8] {
  let size = rows * columns
  return [UInt8](unsafeUninitializedCapacity: pixels.count) { buffer, count in
    for map in stride(from: 0, to: pixels.count, by: size) {
      for row in 0..<rows {
        for column in 0..<columns {
          buffer[map + column * rows + row] = pixels[map + row * columns + column]
        }
      }
    }
    count = pixels.count
  }
}

private func uncompressedName(_ file: String) -> String {
  file.hasSuffix(".gz") ? String(file.dropLast(3)) : file
}
