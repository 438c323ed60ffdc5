import LeNetCatalog

/// Fetches one file, trying the servers in order until its digest is right.
struct FileFetch {
  let file: KnownFile
  let folder: String
  let mark: String
  let rules: FetchRules
  let session: HTTPSession
  let report: (FetchEvent) -> Void

  /// Puts the file into the folder.
  ///
  /// Only the published bytes get the file's name. An interrupted transfer is kept and
  /// resumed, also from another server; wrong bytes are deleted.
  func run() throws(FetchError) {
    let part = try PartialFile(of: file.name, in: folder, mark: mark)
    do {
      try run(part)
    } catch {
      // No later process finds a file with the mark of this one.
      if part.size == 0 || !mark.isEmpty { part.remove() }
      throw error
    }
  }

  private func run(_ part: PartialFile) throws(FetchError) {
    if part.size > 0, try problem(of: part) == nil {
      try publish(part, from: part.path)
      return
    }
    if part.size >= file.size ?? KnownFile.largest { try part.clear() }
    var failures: [MirrorFailure] = []
    for address in file.mirrors {
      guard let problem = try fetch(address, into: part) else {
        try publish(part, from: address)
        return
      }
      let failure = MirrorFailure(address: address, problem: problem)
      failures.append(failure)
      report(.failed(file: file.name, failure))
    }
    throw .mirrors(file: file.name, folder: folder, failures)
  }

  /// Fetches from one server; returns the problem, if there is one.
  ///
  /// If earlier bytes may be wrong, it tries a second time from the beginning.
  private func fetch(_ address: String, into part: PartialFile) throws(FetchError) -> MirrorProblem?
  {
    let isResumed = part.size > 0
    var found = try transfer(address, into: part)
    if isResumed, found?.spoils == true {
      try part.clear()
      found = try transfer(address, into: part)
    }
    if found?.spoils == true { try part.clear() }
    return found
  }

  /// Makes one transfer, follows redirections, and checks the result.
  private func transfer(_ first: String, into part: PartialFile) throws(FetchError)
    -> MirrorProblem?
  {
    var address = first
    report(.started(file: file.name, address: address, from: part.size))
    guard rules.allows(address) else { return .redirected(to: address) }
    for _ in 0...rules.redirections {
      let body = FetchedBody(file, from: part.size, into: part) { bytes in
        report(.progress(file: file.name, bytes: bytes, size: file.size))
      }
      let (end, redirect) = session.get(address, from: part.size, into: body)
      body.finish()
      if let failure = body.localFailure { throw failure }
      if case .stopped = end { throw .interrupted(in: folder) }
      if let problem = body.problem { return problem }
      let status = body.head.status
      if let redirect, 300..<400 ~= status {
        guard rules.allows(redirect) else { return .redirected(to: redirect) }
        address = redirect
        continue
      }
      switch end {
      case .stalled: return .stalled(seconds: max(1, rules.stallTime.milliseconds / 1000))
      case .failed(let reason) where status == 0: return .noAnswer(reason)
      case .complete, .refused, .failed, .stopped:
        guard status == 200 || status == 206 else { return .status(status) }
        if case .failed(let reason) = end { return .brokeOff(reason) }
      }
      return try problem(of: part)
    }
    return .redirectedTooOften(rules.redirections)
  }

  /// The problem with a file that should be complete.
  private func problem(of part: PartialFile) throws(FetchError) -> MirrorProblem? {
    if let size = file.size, part.size != size {
      return .size(found: part.size, expected: size)
    }
    let found = try part.digest(like: file.digest)
    return found == file.digest.text ? nil : .digest(found: found, expected: file.digest)
  }

  private func publish(_ part: PartialFile, from address: String) throws(FetchError) {
    try part.publish()
    report(.fetched(file: file.name, bytes: part.size, address: address))
  }
}
