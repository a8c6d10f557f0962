namespace TogetherAI.Simulator;

/// <summary>A way to get a request answered. It sees what an application sees: its own requests, the answers, the clock.</summary>
internal interface IPolicy : IDisposable
{
    /// <summary>Gets a request going.</summary>
    /// <returns>The answer, at its first token.</returns>
    /// <exception cref="TogetherException">There is none.</exception>
    Task<IAnswer> StartAsync(ChatRequest request, CancellationToken cancellationToken);
}
