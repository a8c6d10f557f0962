using Microsoft.Extensions.Logging;

namespace TogetherAI.Tests.Telemetry;

[Collection(nameof(TelemetryCollection))]
public class CostTests
{
    private static readonly Uri s_server = new("https://example.test/");

    [Fact]
    public void A_call_that_nobody_listens_to_has_no_recorder_of_its_own()
    {
        CallTelemetry telemetry = new(new TogetherClientOptions());
        Assert.Same(CallRecorder.None, telemetry.Start("chat", "m", s_server, streaming: true, request: null));
    }

    [Theory]
    [InlineData(LogLevel.Error, false)]
    [InlineData(LogLevel.Warning, true)]
    public void A_log_that_would_show_failures_is_a_listener(LogLevel level, bool listens)
    {
        CallTelemetry telemetry = new(new TogetherClientOptions { LoggerFactory = new LogCollector(level) });
        Assert.Equal(listens, CallRecorder.None != telemetry.Start("chat", "m", s_server, streaming: true, request: null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_chunk_allocates_nothing(bool measured)
    {
        using System.Diagnostics.Metrics.MeterListener? listener = measured ? new() : null;
        int count = 0;
        if (listener is not null)
        {
            listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "TogetherAI")
                    listener.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref count));
            listener.Start();
        }

        CallTelemetry telemetry = new(new TogetherClientOptions { LoggerFactory = new LogCollector(LogLevel.Warning) });
        CallRecorder recorder = telemetry.Start("chat", "m", s_server, streaming: true, request: Calls.Question);
        for (int i = 0; i < 100; i++)
            recorder.OutputChunk();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            recorder.OutputChunk();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(measured, count >= 1100);
    }
}
