using BenchmarkDotNet.Attributes;

namespace TogetherAI.Benchmarks.Chat;

/// <summary>The chat goals in detail: with BenchmarkDotNet's statistics, and its profilers where one is asked for.</summary>
[MemoryDiagnoser]
public class ChatBenchmarks
{
    private readonly StreamingGoal _streaming = new();
    private readonly UnaryGoal _unary = new();

    /// <summary>10,000 chunks through this client.</summary>
    [Benchmark(OperationsPerInvoke = StreamingGoal.Chunks)]
    public Task<long> StreamedChunk() => _streaming.OursAsync();

    /// <summary>10,000 chunks through the OpenAI SDK.</summary>
    [Benchmark(OperationsPerInvoke = StreamingGoal.Chunks)]
    public Task<long> StreamedChunkWithOpenAI() => _streaming.PeerAsync();

    /// <summary>One answer through this client.</summary>
    [Benchmark(OperationsPerInvoke = UnaryGoal.Calls)]
    public Task<long> UnaryCall() => _unary.OursAsync();

    /// <summary>One answer by hand.</summary>
    [Benchmark(OperationsPerInvoke = UnaryGoal.Calls)]
    public Task<long> UnaryCallByHand() => _unary.PeerAsync();
}
