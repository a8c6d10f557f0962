using TogetherAI.Engine.Generation.Scheduling;

namespace TogetherAI.Engine.Generation;

/// <summary>What the scheduler notes about a sequence.</summary>
internal sealed class SequenceTurn
{
    /// <summary>Its place in the order of arrival.</summary>
    public long Arrival { get; set; }

    /// <summary>The account of its caller; null until it has arrived.</summary>
    public CallerAccount? Account { get; set; }

    /// <summary>How often a later one was let in before it.</summary>
    public int PassedOver { get; set; }

    /// <summary>Rows it has in the coming pass; 0 where it has none.</summary>
    public int Rows { get; set; }

    /// <summary>Its first row in the coming pass.</summary>
    public int FirstRow { get; set; }

    /// <summary>Tokens that the draft model is to guess for it; 0 where it has a guess already, or is to have none.</summary>
    public int DraftsWanted { get; set; }
}
