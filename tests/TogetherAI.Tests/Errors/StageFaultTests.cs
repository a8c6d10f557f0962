using System.Net;

namespace TogetherAI.Tests.Errors;

/// <summary>
/// The stages of a call that can stall, break or be cancelled, a row each: the type of the exception, the number of attempts, how far the
/// clock was turned. Every row ends with all bodies let go of and no timer left.
/// </summary>
public class StageFaultTests
{
    private static readonly string s_once = "data: " + Calls.Chunk("Once") + "\n\n";

    private static readonly Dictionary<string, Row> s_rows = new()
    {
        ["no headers"] = new(false, s => s.Hang(3), s => s.PassHangs(3), typeof(TogetherTimeoutException), 3, 25.125, 25.5, TimeoutKind.Attempt),
        ["no headers of a stream"] = new(true, s => s.Hang(1), s => s.PassHangs(1), typeof(TogetherTimeoutException), 1, 7, 7, TimeoutKind.FirstToken),
        ["silence in the body"] = new(false, s => s.Open("{", "{", "{"), s => s.PassBodies(), typeof(TogetherTimeoutException), 3, 25.125, 25.5, TimeoutKind.Attempt),
        ["silence in the body of an error"] = new(false, s => s.OpenErrors("{", "{", "{"), s => s.PassBodies(), typeof(TogetherOverloadedException), 3, 16.125, 16.5), // five seconds for each text, then the status stands alone
        ["silence before the first token"] = new(true, s => s.Open(": keep-alive\n\n"), s => s.PassBodies(), typeof(TogetherTimeoutException), 1, 7, 7, TimeoutKind.FirstToken, ""),
        ["silence after a token"] = new(true, s => s.Open(s_once), s => s.PassBodies(), typeof(TogetherTimeoutException), 1, 6, 6, TimeoutKind.Idle, "Once"),
        ["the whole call's time, in a third attempt"] = new(false, s => s.Hang(3), s => s.PassHangs(3), typeof(TogetherTimeoutException), 3, 20, 20, TimeoutKind.Total, Total: true),
        ["the whole call's time, while nobody reads"] = new(true, s => s.PassOnChunk(), s => Task.CompletedTask, typeof(TogetherTimeoutException), 1, 20, 20, TimeoutKind.Total, "Once", Total: true),
        ["a reset in the body"] = new(false, s => s.Break("{", "{", "{"), s => Task.CompletedTask, typeof(TogetherConnectionException), 3, 1.125, 1.5),
        ["a reset in a stream"] = new(true, s => s.Break(s_once), s => Task.CompletedTask, typeof(TogetherStreamInterruptedException), 1, 0, 0, Text: "Once"),
        ["an error frame"] = new(true, s => s.Open(s_once + "data: {\"error\":{\"message\":\"down\"}}\n\n"), s => Task.CompletedTask, typeof(TogetherStreamInterruptedException), 1, 0, 0, Text: "Once"),
        ["a frame that is not JSON"] = new(true, s => s.Open(s_once + "data: {\"id\":\n\n"), s => Task.CompletedTask, typeof(TogetherStreamInterruptedException), 1, 0, 0, Text: "Once"),
        ["an end without a finish"] = new(true, s => s.End(s_once), s => Task.CompletedTask, typeof(TogetherStreamInterruptedException), 1, 0, 0, Text: "Once"),
        ["cancelled before the headers"] = new(false, s => s.Hang(1), s => s.CancelInHang(), typeof(OperationCanceledException), 1, 0, 0),
        ["cancelled before the headers of a stream"] = new(true, s => s.Hang(1), s => s.CancelInHang(), typeof(OperationCanceledException), 1, 0, 0),
        ["cancelled in the body"] = new(false, s => s.Open("{"), s => s.CancelInBody(), typeof(OperationCanceledException), 1, 0, 0),
        ["cancelled in the body of an error"] = new(false, s => s.OpenErrors("{"), s => s.CancelInBody(), typeof(OperationCanceledException), 1, 0, 0),
        ["cancelled while waiting to try again"] = new(false, s => s.TurnAway(), s => s.Source.CancelAsync(), typeof(OperationCanceledException), 1, 0, 0),
        ["cancelled while waiting to open a stream again"] = new(true, s => s.TurnAway(), s => s.Source.CancelAsync(), typeof(OperationCanceledException), 1, 0, 0),
        ["cancelled before the first token"] = new(true, s => s.Open(": keep-alive\n\n"), s => s.CancelInBody(), typeof(OperationCanceledException), 1, 0, 0),
        ["cancelled while waiting for a chunk"] = new(true, s => s.Open(s_once), s => s.CancelInBody(), typeof(OperationCanceledException), 1, 0, 0),
        ["cancelled between two chunks"] = new(true, s => s.CancelOnChunk(s.Source), s => Task.CompletedTask, typeof(OperationCanceledException), 1, 0, 0),
        ["cancelled by the reader's own token"] = new(true, s => s.CancelOnChunk(s.Reader), s => Task.CompletedTask, typeof(OperationCanceledException), 1, 0, 0),
    };

    public static TheoryData<string> Names => [.. s_rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fault_at_any_stage_lets_go_of_everything(string name)
    {
        Row row = s_rows[name];
        using Scene scene = new();
        row.Script(scene);
        using TogetherClient client = Calls.Client(scene.Handler, scene.Time, options =>
        {
            options.Timeouts.Attempt = TimeSpan.FromSeconds(8);
            options.Timeouts.FirstToken = TimeSpan.FromSeconds(7);
            options.Timeouts.Idle = TimeSpan.FromSeconds(6);
            options.Timeouts.Total = row.Total ? TimeSpan.FromSeconds(20) : Timeout.InfiniteTimeSpan;
        });

        Task call = row.Streaming ? scene.ReadAsync(client) : client.Chat.CreateAsync(Calls.Question, scene.Source.Token);
        await row.Act(scene);
        Exception thrown = await Assert.ThrowsAnyAsync<Exception>(() => call);

        Assert.IsType(row.Exception, thrown, exactMatch: row.Exception != typeof(OperationCanceledException));
        Assert.Equal(row.Attempts, scene.Handler.Requests.Count);
        Assert.InRange(scene.Time.Elapsed.TotalSeconds, row.AtLeast - Failing.Rounding, row.AtMost);
        await scene.Handler.WhenReleased();
        await scene.Time.WhenQuiet().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        switch (thrown)
        {
            case TogetherException failure:
                Assert.Equal(row.Attempts, failure.Attempts.Count);
                Failing.AssertTold(failure, scene.Time.Elapsed);
                Assert.Equal(row.Kind, (failure as TogetherTimeoutException)?.Kind);
                Assert.Equal(row.Text, (failure as TogetherTimeoutException)?.PartialText ?? (failure as TogetherStreamInterruptedException)?.PartialText);
                break;
            case OperationCanceledException cancelled:
                Assert.Equal(scene.Reader.IsCancellationRequested ? scene.Reader.Token : scene.Source.Token, cancelled.CancellationToken);
                break;
        }
    }

    private sealed record Row(
        bool Streaming, Action<Scene> Script, Func<Scene, Task> Act, Type Exception, int Attempts, double AtLeast, double AtMost,
        TimeoutKind? Kind = null, string? Text = null, bool Total = false);

    /// <summary>A service that does what its script says, and the caller of it. Waits between attempts are skipped; limits are not.</summary>
    private sealed class Scene : IDisposable
    {
        private readonly List<ScriptedStream> _bodies = [];
        private Action? _onChunk;

        public FakeHandler Handler { get; } = new();

        public ManualTimeProvider Time { get; } = new() { SkipWaitsUpTo = TimeSpan.FromSeconds(2) };

        public CancellationTokenSource Source { get; } = new();

        public CancellationTokenSource Reader { get; } = new();

        public void Hang(int times)
        {
            for (int i = 0; i < times; i++)
                Handler.ThenHang();
        }

        public void Open(params string[] bodies) => Script(HttpStatusCode.OK, bodies, static _ => { });

        public void OpenErrors(params string[] bodies) => Script(HttpStatusCode.ServiceUnavailable, bodies, static _ => { });

        public void Break(params string[] bodies) => Script(HttpStatusCode.OK, bodies, static body => body.Break());

        public void End(params string[] bodies) => Script(HttpStatusCode.OK, bodies, static body => body.End());

        public void TurnAway() => Handler.ThenText(HttpStatusCode.TooManyRequests, "", "text/plain", ("Retry-After", "5"));

        public void CancelOnChunk(CancellationTokenSource source)
        {
            Open(s_once + s_once);
            _onChunk = source.Cancel;
        }

        public void PassOnChunk()
        {
            Open(s_once + s_once);
            _onChunk = Time.AdvanceToNext;
        }

        public async Task PassHangs(int times)
        {
            for (int i = 0; i < times; i++)
            {
                await Handler.Hanging.WaitAsync();
                Time.AdvanceToNext();
            }
        }

        public async Task PassBodies()
        {
            foreach (ScriptedStream body in _bodies)
            {
                await body.Starved;
                await Time.WhenPending();
                Time.AdvanceToNext();
            }
        }

        public async Task CancelInHang()
        {
            await Handler.Hanging.WaitAsync();
            await Source.CancelAsync();
        }

        public async Task CancelInBody()
        {
            await _bodies[0].Starved;
            await Source.CancelAsync();
        }

        public async Task ReadAsync(TogetherClient client)
        {
            ChatStream stream = await client.Chat.StreamAsync(Calls.Question, Source.Token); // not disposed: the fault alone must let go
            await foreach (ChatChunk chunk in stream.WithCancellation(Reader.Token))
                _onChunk?.Invoke();
        }

        public void Dispose()
        {
            Source.Dispose();
            Reader.Dispose();
        }

        private void Script(HttpStatusCode status, string[] bodies, Action<ScriptedStream> end)
        {
            foreach (string text in bodies)
            {
                ScriptedStream body = new ScriptedStream().Write(text);
                end(body);
                _bodies.Add(body);
                Handler.Then(() => new HttpResponseMessage(status) { Content = new StreamContent(body) });
            }
        }
    }
}
