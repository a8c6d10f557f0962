namespace TogetherAI;

/// <summary>A request as it goes into a job's file.</summary>
internal readonly record struct PreparedRequest(string Model, byte[] Body)
{
    /// <summary>How many tokens it takes at most.</summary>
    public TokenCount Tokens { get; init; }

    /// <summary>Whether it puts no limit on its answer, so that there is no such most, and the count is the service's usual one.</summary>
    public bool IsUnlimited { get; init; }

    /// <summary>Whether the service has to send it on as a form, and not as it stands in the line.</summary>
    public bool IsForm { get; init; }

    /// <summary>What stands in the line between its id and its body.</summary>
    public ReadOnlySpan<byte> Middle => IsForm ? "\",\"method\":\"FILE\",\"body\":"u8 : "\",\"body\":"u8;
}
