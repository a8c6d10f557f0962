namespace TogetherAI.CrashTests.Hosting;

/// <summary>When a program dies that has sent a request.</summary>
internal enum KillTime
{
    /// <summary>Before the service has seen it.</summary>
    Before,

    /// <summary>After the service has acted, before its answer has left.</summary>
    After,

    /// <summary>While it is on its way: the service acts on it when its sender is dead.</summary>
    Meanwhile,
}
