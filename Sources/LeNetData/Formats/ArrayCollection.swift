import LeNetModel

/// Named arrays of one or several files that form a data set.
struct ArrayCollection {
  /// An array that is read when it is needed.
  struct Item {
    /// The name that tells its part, such as `x_train`.
    let name: String
    /// The file it is in, for errors.
    let file: String
    let read: (NPYArray.Role) throws(NPZError) -> NPYArray
    /// The images of a large plain file, which stay there.
    var mapped: (store: ImageStore, shape: Shape)?
  }

  /// The images and labels of a part, as places in `items`.
  private struct Places {
    var images: Int?
    var labels: Int?
  }

  /// The parts of a data set; a part without images is nil.
  struct Parts {
    var training: UnnumberedSplit?
    var validation: UnnumberedSplit?
    var test: UnnumberedSplit?
  }

  let items: [Item]
  let sha256: [String: String]

  /// Reads the parts, whose names or sizes tell what they are.
  func parts() throws(DatasetError) -> Parts {
    let places = try places()
    guard places.values.contains(where: { $0.images != nil }) else {
      let names = items.prefix(8).map { String($0.name.prefix(40)) }
      throw .npz(file: items.first?.file ?? "", .missing("x_train", found: names))
    }
    return Parts(
      training: try split(places[.training]), validation: try split(places[.validation]),
      test: try split(places[.test]))
  }

  /// The arrays with a single one as one image, where its sizes are those of an image and not of several.
  ///
  /// These are `[row][column]`, unless rows may be the pixels of images, and `[row][column][map]`.
  var asOneImage: ArrayCollection? {
    guard items.count == 1, let array = try? items[0].read(.images),
      array.sizes.prefix(2).allSatisfy({ $0 > 7 })
    else { return nil }
    switch array.sizes.count {
    case 2
    where Self.role(of: array.sizes) == .labels
      && array.sizes[0] / 4 < array.sizes[1] && array.sizes[1] / 4 < array.sizes[0]:
      break
    case 3 where array.sizes[2] == 1 || array.sizes[2] == 3: break
    default: return nil
    }
    let item = Item(name: "x", file: items[0].file) { _ in array.asFirst }
    return ArrayCollection(items: [item], sha256: sha256)
  }

  /// The names of the classes, if an array has them.
  var classNames: [String]? {
    guard let item = items.first(where: { ArrayName($0.name).isNames }),
      case .names(let names)? = try? item.read(.labels).labels(),
      (try? ClassList.check(names)) != nil
    else { return nil }
    return names
  }

  /// Where the arrays of each part are.
  private func places() throws(DatasetError) -> [ArrayName.Part: Places] {
    let names = items.map { ArrayName($0.name) }
    var places: [ArrayName.Part: Places] = [:]
    var open: [Int] = []
    for (place, name) in names.enumerated() where !name.isNames {
      guard let role = name.role,
        name.part != nil || !names.contains(where: { $0.part == .training })
      else {
        open.append(place)
        continue
      }
      let part = name.part ?? .training
      switch role {
      case .images where places[part]?.images == nil: places[part, default: Places()].images = place
      case .labels where places[part]?.labels == nil: places[part, default: Places()].labels = place
      default: open.append(place)
      }
    }
    let isComplete = places.values.contains { $0.images != nil }
    if !isComplete || names.contains(where: { $0.part != nil && $0.role == nil }) {
      try place(open, names, into: &places)
    }
    return places
  }

  /// Gives arrays whose names do not tell their use a place by their sizes and their order.
  private func place(
    _ open: [Int], _ names: [ArrayName], into places: inout [ArrayName.Part: Places]
  ) throws(DatasetError) {
    var images: [(place: Int, count: Int)] = []
    var labels: [(place: Int, count: Int)] = []
    for place in open {
      guard let sizes = try? items[place].read(.images).sizes, let count = sizes.first else {
        continue
      }
      let role = names[place].role ?? Self.role(of: sizes)
      if role == .images { images.append((place, count)) } else { labels.append((place, count)) }
    }
    // One, two or three parts in the usual order.
    let order: [ArrayName.Part] =
      images.count == 3 ? [.training, .validation, .test] : [.training, .test]
    for (number, image) in images.enumerated().prefix(order.count) {
      let part = names[image.place].part ?? order[number]
      guard places[part]?.images == nil else { continue }
      places[part, default: Places()].images = image.place
      guard places[part]?.labels == nil else { continue }
      let fitting = labels.indices.filter { labels[$0].count == image.count }
      let same = fitting.first { names[labels[$0].place].part == names[image.place].part }
      if let found = same ?? fitting.first {
        places[part]?.labels = labels.remove(at: found).place
      }
    }
  }

  /// The use that sizes suggest.
  private static func role(of sizes: [Int]) -> NPYArray.Role {
    if sizes.count >= 3 { return .images }
    return sizes.count == 2 && sizes[1] > 15 && squareShape(sizes[1]) != nil ? .images : .labels
  }

  private func split(_ places: Places?) throws(DatasetError) -> UnnumberedSplit? {
    guard let places, let image = places.images else { return nil }
    let file = items[image].file
    do throws(NPZError) {
      let label = try places.labels.map { place throws(NPZError) in try items[place].read(.labels) }
      let array = try items[image].read(.images)
      let (shape, pixels) =
        if let mapped = items[image].mapped {
          (mapped.shape, PixelValues(mapped.store, size: mapped.shape.count))
        } else {
          try array.images(labels: label?.sizes.max())
        }
      return UnnumberedSplit(
        shape: shape, pixels: pixels, labels: try label?.labelColumn(), sha256: sha256,
        origin: .array(file, member: array.name))
    } catch {
      throw .npz(file: file, error)
    }
  }
}
