namespace TogetherAI.Local.Dedicated;

/// <summary>An owner whose workload may stop when nobody uses it.</summary>
internal interface IIdleOwner
{
    /// <summary>How long it must be idle; null for never.</summary>
    TimeSpan? IdleWindow { get; }

    /// <summary>It was idle for so long.</summary>
    void Idle();
}
