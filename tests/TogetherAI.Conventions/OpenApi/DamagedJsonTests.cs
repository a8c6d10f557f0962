using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FsCheck;
using FsCheck.Fluent;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>
/// Whatever becomes of described JSON on its way, it is read without loss or refused as JSON is refused, which the connection turns into a
/// <see cref="TogetherResponseException"/>.
/// </summary>
public class DamagedJsonTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20_261_121, 7);

    [Theory]
    [MemberData(nameof(ResponseTests.Answers), MemberType = typeof(ResponseTests))]
    public void An_answer_is_read_without_loss_or_refused(string answer)
    {
        Answer target = Answer.Find(answer);
        HoldsFor(target.Info, target.Schema, isRequest: false);
    }

    [Theory]
    [MemberData(nameof(RequestTests.Requests), MemberType = typeof(RequestTests))]
    public void A_request_is_read_without_loss_or_refused(string request)
    {
        (JsonTypeInfo info, JsonNode schema) = RequestTests.Find(request);
        HoldsFor(info, schema, isRequest: true);
    }

    private static void HoldsFor(JsonTypeInfo info, JsonNode schema, bool isRequest)
    {
        JsonNode?[] samples = [.. new SampleGenerator(ApiDescription.Shared).Make(schema, isRequest)];
        int read = 0;
        Check.One(s_config, Prop.ForAll(JsonDamage.Of(samples, unknownFields: !isRequest), damaged =>
        {
            JsonNode? written;
            try
            {
                written = JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(damaged, info), info);
            }
            catch (JsonException)
            {
                return;
            }

            read++;
            string[] lost = [.. SameJson.Differences(JsonNode.Parse(damaged), written).Where(static difference => !difference.Contains(": came as nothing,", StringComparison.Ordinal))];
            Assert.True(lost.Length == 0, $"{string.Join('\n', lost)}\n{damaged}");
        }));
        Assert.True(read >= s_config.MaxTest / 4, $"Only {read} of {s_config.MaxTest} were read: that proves little.");
    }
}
