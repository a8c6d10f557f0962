using TogetherAI.Local;
using TogetherAI.Tests.Journaling;

namespace TogetherAI.Tests.Batches.Running;

/// <summary>A run whose disk tears, loses and mixes up what was written to its journals, and runs full.</summary>
public class BrokenJournalTests
{
    private const int Count = 8;

    /// <summary>Of all the bytes and steps at which it can end, every so many are tried: a prime, so that it meets records at all their places.</summary>
    private const int Stride = 397;

    public static TheoryData<Aftermath, bool> Ends
    {
        get
        {
            TheoryData<Aftermath, bool> ends = [];
            foreach (Aftermath aftermath in Enum.GetValues<Aftermath>())
            {
                ends.Add(aftermath, false);
                ends.Add(aftermath, true);
            }

            return ends;
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Whatever_a_crash_leaves_every_input_gets_its_result_and_nothing_is_asked_twice(Aftermath aftermath, bool embeddings)
    {
        int tried = 0;
        for (long budget = 1; ; budget += Stride)
        {
            await using Lives lives = await Lives.StartAsync(embeddings);
            BreakableFiles files = new() { Budget = budget };
            List<string> seen = [];
            bool crashed = await lives.LiveAsync(files, seen) is CrashException;
            Assert.Null(await lives.LiveAsync(files.After(aftermath), seen));
            Assert.True(Lives.Keys.All(seen.Contains), $"{aftermath} after {budget}");

            // A request by itself can be on its way when the process ends; a job is found again.
            Assert.InRange(lives.Asked, Count, Count + (embeddings && crashed ? 1 : 0));
            if (!crashed)
                break;
            tried++;
        }

        Assert.InRange(tried, 5, 200);
    }

    [Fact]
    public async Task A_full_disk_ends_the_run_and_with_room_it_goes_on()
    {
        int tried = 0;
        for (long budget = 1; ; budget += Stride)
        {
            await using Lives lives = await Lives.StartAsync(embeddings: false);
            BreakableFiles files = new() { Budget = budget, Failure = static () => new IOException("No space left on device.") };
            List<string> seen = [];
            Exception? ended = await lives.LiveAsync(files, seen);
            if (ended is null)
                break;
            Assert.Contains("No space left on device.", Assert.IsType<TogetherJournalException>(ended).Message, StringComparison.Ordinal);
            files.Budget = long.MaxValue;
            Assert.Null(await lives.LiveAsync(files.After(Aftermath.Killed), seen));
            Assert.True(Lives.Keys.All(seen.Contains), $"{budget}");
            Assert.Equal(Count, lives.Asked);
            tried++;
        }

        Assert.InRange(tried, 5, 200);
    }

    [Fact]
    public async Task A_journal_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        await using Lives lives = await Lives.StartAsync(embeddings: false);
        BreakableFiles files = new();
        using (Journal newer = Journal.Open(lives.Journal, new JournalKind("batch-run", 2), static _ => { }, files))
        {
            newer.Append("what only a later version understands");
            newer.Commit();
        }

        byte[] before = files[lives.Journal];
        TogetherJournalException refused = Assert.IsType<TogetherJournalException>(await lives.LiveAsync(files, []));
        Assert.Equal((JournalFault.NewerVersion, 0), (refused.Fault, lives.Asked));
        Assert.Equal(before, files[lives.Journal]);
    }

    /// <summary>A service, and the lives of one run against it.</summary>
    private sealed class Lives : IAsyncDisposable
    {
        private const string Refused = "without a model";

        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("together-");
        private readonly VirtualTimeProvider _time;
        private readonly LocalTogether _cloud;
        private readonly bool _embeddings;

        private Lives(LocalTogether cloud, VirtualTimeProvider time, bool embeddings) => (_cloud, _time, _embeddings) = (cloud, time, embeddings);

        /// <summary>One more than are asked: a request that cannot be sent has its result too.</summary>
        public static IReadOnlyList<string> Keys { get; } = ["text 1", Refused, .. Enumerable.Range(2, Count - 1).Select(static i => $"text {i}")];

        public string Journal => Path.Combine(_folder.FullName, "run.journal");

        /// <summary>How many requests the service took in.</summary>
        public int Asked => _embeddings
            ? _cloud.Requests.Count(static request => request.Path == "/v1/embeddings")
            : _cloud.Batches.Sum(static batch => batch.CustomIds.Count);

        public static async Task<Lives> StartAsync(bool embeddings)
        {
            VirtualTimeProvider time = new() { AutoAdvance = true };
            LocalTogether cloud = await LocalTogether.StartAsync(o => o.TimeProvider = time);
            cloud.Chat.Always().Reply("ok");
            return new Lives(cloud, time, embeddings);
        }

        /// <summary>One life, to whatever end; null for a good one.</summary>
        public async Task<Exception?> LiveAsync(BreakableFiles files, List<string> seen)
        {
            using TogetherClient client = new(
                new TogetherClientOptions { BaseAddress = _cloud.BaseAddress, AllowAnonymous = true, TimeProvider = _time, JournalFiles = files }, _cloud.CreateHandler());
            BatchRunOptions options = new() { Journal = Journal, RequestsPerJob = 3, RequestsAtATime = 1 };
            BatchInputs<string> inputs = BatchInputs.From(Keys, static text => text);
            try
            {
                if (_embeddings)
                {
                    await foreach (BatchResult<string, EmbeddingResponse> result in client.Batches.RunEmbeddingsAsync(inputs, static text => new EmbeddingRequest { Model = ModelOf(text), Input = text }, options))
                        seen.Add(result.Response?.Data.Count == 1 || IsRefusal(result.Key, result.Error) ? result.Key : "");
                }
                else
                {
                    await foreach (BatchResult<string> result in client.Batches.RunAsync(inputs, static text => new ChatRequest { Model = ModelOf(text), Messages = [ChatMessage.User(text)], MaxTokens = 4 }, options with { JobsAtATime = 1 }))
                        seen.Add(result.Response?.Text == "ok" || IsRefusal(result.Key, result.Error) ? result.Key : "");
                }

                return null;
            }
            catch (Exception exception) when (exception is CrashException or TogetherJournalException)
            {
                return exception;
            }
        }

        private static string ModelOf(string text) => text == Refused ? "" : "tai-tiny";

        private static bool IsRefusal(string key, BatchError? error) => key == Refused && error?.Code == "not_sent";

        public async ValueTask DisposeAsync()
        {
            await _cloud.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }
}
