namespace TogetherAI.Simulator;

/// <summary>Where a service stands with a request.</summary>
internal enum ServiceState
{
    Idle,
    Waiting,
    Prefilling,
    Decoding,
    Done,
}
