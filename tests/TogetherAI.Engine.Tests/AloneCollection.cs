namespace TogetherAI.Engine.Tests;

/// <summary>For tests that count what the whole process allocates, collects or runs: nothing runs beside them.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
