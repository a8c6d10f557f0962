using TogetherAI.CodeFixes;

namespace TogetherAI.Analyzers.Tests;

public class TightPollingTests : FixTests<TightPollingAnalyzer, TightPollingFix>
{
    [Theory]
    [InlineData("while (job.Status is not { IsFinal: true }) job = await together.Batches.{|TAI2004:GetAsync|}(job.Id);")]
    [InlineData("do { job = await together.Batches.{|TAI2004:GetAsync|}(job.Id, cancellationToken); } while (job.Status != BatchStatus.Completed);")]
    [InlineData("for (;;) { job = await together.Batches.{|TAI2004:GetAsync|}(job.Id); if (job.Status == BatchStatus.Completed) break; }")]
    [InlineData("for (int i = 0; i < 1000; i++) { job = await together.Batches.{|TAI2004:GetAsync|}(job.Id); }")]
    [InlineData("while (condition) { job = await together.Batches.{|TAI2004:GetAsync|}(job.Id); await Task.Delay(100, cancellationToken); }")]
    [InlineData("while (condition) { job = await together.Batches.{|TAI2004:GetAsync|}(job.Id); await Task.Delay(TimeSpan.FromSeconds(0.5)); }")]
    [InlineData("TimeSpan pause = TimeSpan.FromMilliseconds(20); while (condition) { await Task.Delay(pause); job = await together.Batches.{|TAI2004:GetAsync|}(job.Id); }")]
    [InlineData("while (condition) { job = await together.Batches.{|TAI2004:GetAsync|}(job.Id).ConfigureAwait(false); await Task.Yield(); }")]
    [InlineData("while (condition) { await together.Batches.{|TAI2004:GetAsync|}(job.Id); Thread.Sleep(10); }")]
    [InlineData("while (condition) { await together.Videos.{|TAI2004:GetAsync|}(\"v\"); await together.Jobs.{|TAI2004:GetAsync|}(\"j\"); }")]
    [InlineData("while (condition) { var now = await together.Dedicated.Deployments.{|TAI2004:GetAsync|}(\"e\", \"d\"); }")]
    [InlineData("while (true) { try { job = await together.Batches.{|TAI2004:GetAsync|}(job.Id); } catch (TogetherException) { } }")]
    public Task Asking_again_at_once_is_found(string body) => InMethodAsync(Start + body);

    [Theory]
    [InlineData("while (condition) { job = await together.Batches.GetAsync(job.Id); await Task.Delay(TimeSpan.FromSeconds(30), cancellationToken); }")]
    [InlineData("while (condition) { job = await together.Batches.GetAsync(job.Id); await Task.Delay(1000); }")]
    [InlineData("while (condition) { job = await together.Batches.GetAsync(job.Id); await Task.Delay(limit); }")]
    [InlineData("while (condition) { job = await together.Batches.GetAsync(job.Id); Thread.Sleep(5000); }")]
    [InlineData("while (condition) { job = await together.Batches.GetAsync(job.Id); Task.Delay(5000).Wait(); }")]
    [InlineData("using PeriodicTimer timer = new(TimeSpan.FromSeconds(30)); while (await timer.WaitForNextTickAsync(cancellationToken)) job = await together.Batches.GetAsync(job.Id);")]
    [InlineData("while (condition) { job = await together.Batches.GetAsync(job.Id); await PauseAsync(); } Task PauseAsync() => Task.Delay(60_000);")]
    [InlineData("foreach (string id in new[] { \"a\", \"b\" }) job = await together.Batches.GetAsync(id);")]
    [InlineData("string[] ids = [\"a\"]; for (int i = 0; i < ids.Length; i++) job = await together.Batches.GetAsync(ids[i]);")]
    [InlineData("Queue<string> ids = new(); while (ids.TryDequeue(out string? id)) job = await together.Batches.GetAsync(id);")]
    [InlineData("while (Console.ReadLine() is { } id) job = await together.Batches.GetAsync(id);")]
    [InlineData("string? id = null; while ((id = Console.ReadLine()) is not null) job = await together.Batches.GetAsync(id);")]
    [InlineData("async Task<BatchJob> TryAsync() { for (int i = 0; ; i++) { try { return await together.Batches.GetAsync(job.Id); } catch (TogetherException) when (i < 3) { } } } await TryAsync();")]
    [InlineData("while (condition) Configure(() => together.Batches.GetAsync(job.Id));")]
    [InlineData("job = await together.Batches.GetAsync(job.Id); job = await together.Batches.WaitAsync(job.Id);")]
    [InlineData("while (condition) { var files = await together.Files.ListAsync(cancellationToken); }")]
    public Task A_pause_or_another_thing_each_time_is_not(string body) => InMethodAsync(Start + body);

    [Fact]
    public Task Unfinished_code_does_no_harm() => InUnfinishedAsync("class C { async void M() { while (true) await new TogetherAI.TogetherClient().Batches.GetAsync( } }");

    [Theory]
    [InlineData(
        "// until it is done\nwhile (job.Status is not { IsFinal: true })\n    job = await together.Batches.GetAsync(job.Id);",
        "// until it is done\njob = await together.Batches.WaitAsync(job.Id);")]
    [InlineData(
        "do\n{\n    await Task.Delay(100);\n    job = await together.Batches.GetAsync(job.Id, cancellationToken).ConfigureAwait(false);\n}\nwhile (job.Status != BatchStatus.Completed);",
        "job = await together.Batches.WaitAsync(job.Id, cancellationToken: cancellationToken).ConfigureAwait(false);")]
    public Task The_fix_waits(string before, string after) => FixInMethodAsync(Start + before, Start + after);

    [Theory]
    [InlineData("while (condition) job = await together.Batches.GetAsync(job.Id);")]
    [InlineData("while (job.Status != BatchStatus.Completed) { job = await together.Batches.GetAsync(job.Id); Console.Write('.'); }")]
    [InlineData("while (job.Status != BatchStatus.Completed) { /* ask */ job = await together.Batches.GetAsync(job.Id); }")]
    [InlineData("EndpointV1 e = new(); while (e.State == EndpointV1State.Stopping) e = await together.Dedicated.V1.GetAsync(e.Id);")]
    [InlineData("DedicatedEndpoint e = new(); while (e.Name == \"\") e = await together.Dedicated.Endpoints.GetAsync(e.Id);")]
    public Task Where_waiting_would_be_something_else_nothing_is_offered(string body) => NoFixInMethodAsync(Start + body);

    [Fact]
    public Task All_are_fixed_as_one_is() => FixAllInMethodAsync(
        Start + "while (job.Status != BatchStatus.Completed) job = await together.Batches.GetAsync(job.Id);\nVideoJob film = new();\nwhile (film.Status == VideoStatus.InProgress) film = await together.Videos.GetAsync(film.Id);",
        Start + "job = await together.Batches.WaitAsync(job.Id);\nVideoJob film = new();\nfilm = await together.Videos.WaitAsync(film.Id);");

    private const string Start = "BatchJob job = new();\n";
}
