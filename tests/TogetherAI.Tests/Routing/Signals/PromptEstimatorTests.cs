using System.Text.Json;

namespace TogetherAI.Tests.Routing;

public class PromptEstimatorTests
{
    private readonly PromptEstimator _estimator = new();

    [Fact]
    public void It_starts_from_four_bytes_a_token() => Assert.Equal(104, _estimator.Estimate(Ask(new string('a', 400))));

    [Fact]
    public void Bytes_count_and_not_characters() => Assert.Equal(304, _estimator.Estimate(Ask(new string('水', 400))));

    [Fact]
    public void It_learns_the_models_own_ratio()
    {
        ChatRequest request = Ask(new string('a', 4000));
        for (int i = 0; i < 100; i++)
            _estimator.Learn(request, 2008);
        Assert.InRange(_estimator.Estimate(request), 2000, 2010);
        Assert.InRange(_estimator.Estimate(Ask(new string('b', 400))), 205, 210);
    }

    [Fact]
    public void An_absurd_count_moves_it_four_times_at_most()
    {
        for (int i = 0; i < 200; i++)
            _estimator.Learn(Ask("a"), 1_000_000);
        Assert.Equal(416, _estimator.Estimate(Ask(new string('a', 400))));
    }

    [Fact]
    public void Tools_and_media_count_too()
    {
        int plain = _estimator.Estimate(Ask("Hello"));
        using JsonDocument schema = JsonDocument.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}""");
        ChatTool tool = new() { Function = new FunctionDefinition { Name = "weather", Parameters = schema.RootElement } };
        Assert.True(_estimator.Estimate(Ask("Hello") with { Tools = [tool] }) >= plain + 15);

        ChatContent picture = ChatContent.FromParts(ChatContentPart.FromText("Hello"), ChatContentPart.FromImage("http://localhost/a.png"));
        Assert.Equal(plain + 1024, _estimator.Estimate(new ChatRequest { Model = "m", Messages = [ChatMessage.User(picture)] }));
    }

    [Fact]
    public void The_answer_is_as_long_as_answers_were_and_no_longer_than_allowed()
    {
        Assert.Equal(256, _estimator.EstimateOutput(null));
        Assert.Equal(10, _estimator.EstimateOutput(10));
        for (int i = 0; i < 200; i++)
            _estimator.LearnOutput(1000);
        Assert.InRange(_estimator.EstimateOutput(null), 999, 1000);
    }

    [Fact]
    public void Estimating_text_allocates_nothing()
    {
        ChatRequest request = Ask("How far is the moon?");
        Assert.Equal(0, Allocated.By(() => _estimator.Estimate(request)));
    }

    private static ChatRequest Ask(string text) => new() { Model = "m", Messages = [ChatMessage.User(text)] };
}
