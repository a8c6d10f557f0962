namespace TogetherAI;

/// <summary>Why a journal cannot be used.</summary>
public enum JournalFault
{
    /// <summary>Another process, or another part of this one, has it open. It can be used once that has ended.</summary>
    InUse,

    /// <summary>A newer version of this library wrote it. Nothing was changed; update the library.</summary>
    NewerVersion,

    /// <summary>The file is no journal, or one of another kind. Nothing was changed; name another file.</summary>
    NotAJournal,

    /// <summary>It cannot be read, or what was to be written may not be on the disk. What was committed before is safe.</summary>
    CannotAccess,

    /// <summary>What lies beside it was paid for, and it does not know of that: it is damaged, or an older copy. Nothing was changed; put the right one back.</summary>
    Incomplete,
}
