namespace TogetherAI;

/// <summary>What a recovery found and did. Immutable.</summary>
public sealed record RecoveryReport
{
    /// <summary>Every lease that it met. Never null.</summary>
    public IReadOnlyList<RecoveredLease> Leases { get; init; } = [];

    /// <summary>Whether no lease of a dead process is left that may be billed: none is <see cref="RecoveryOutcome.NotStopped"/>.</summary>
    public bool IsComplete => Leases.All(static lease => lease.Outcome != RecoveryOutcome.NotStopped);

    /// <summary>The report, a line for each lease.</summary>
    /// <returns>The lines; <c>no leases</c> where there are none.</returns>
    public override string ToString() => Leases.Count == 0 ? "no leases" : string.Join('\n', Leases);
}
