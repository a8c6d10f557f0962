using System.Text.Json.Nodes;
using TogetherAI.Engine.Templates;

namespace TogetherAI.Engine.Tests.Templates;

public class ChatTemplateTests
{
    [Fact]
    public void The_template_sees_the_conversation_as_the_reference_passes_it()
    {
        ChatTemplate template = ChatTemplate.Parse(
            "{{ bos_token }}|{{ eos_token is defined }}|{{ tools is none }}|{{ documents is none }}|{{ add_generation_prompt }}|{{ messages[0].content }}");
        Assert.Equal("<s>|False|True|True|True|Hi", template.Render(new ChatTemplateContext
        {
            Messages = [new JsonObject { ["role"] = "user", ["content"] = "Hi" }],
            BosToken = "<s>",
        }));
    }

    [Fact]
    public void Variables_win_over_what_is_passed_anyway() =>
        Assert.Equal("False", Rendering.Render("{{ add_generation_prompt }}", """{"add_generation_prompt": false}"""));

    [Fact]
    public void The_json_that_is_passed_stays_as_it_was()
    {
        JsonArray messages = [new JsonObject { ["role"] = "user" }];
        ChatTemplate.Parse("{% set _ = messages.append(1) %}{% set _ = messages[0].update(role='x') %}").Render(new ChatTemplateContext { Messages = messages });
        Assert.Equal("""[{"role":"user"}]""", messages.ToJsonString());
    }

    [Fact]
    public void Values_made_in_dotnet_count_as_their_json()
    {
        JsonObject variables = new() { ["i"] = 1, ["d"] = 1.5, ["t"] = "x", ["o"] = new JsonObject { ["b"] = true, ["n"] = null } };
        Assert.Equal("""1 1.5 x {"b": true, "n": null}""", ChatTemplate.Parse("{{ i }} {{ d }} {{ t }} {{ o | tojson }}")
            .Render(new ChatTemplateContext { Messages = [], Variables = variables }));
    }

    [Theory]
    [InlineData("%d %b %Y", "05 Mar 2026")]
    [InlineData("%A, %B %-d, %Y", "Thursday, March 5, 2026")]
    [InlineData("%Y-%m-%dT%H:%M:%S %j %p %I %y %%", "2026-03-05T14:07:09 064 PM 02 26 %")]
    public void The_time_comes_from_the_clock_at_hand(string format, string expected) =>
        Assert.Equal(expected, ChatTemplate.Parse($"{{{{ strftime_now('{format}') }}}}").Render(new ChatTemplateContext
        {
            Messages = [],
            TimeProvider = new StoppedClock(new DateTimeOffset(2026, 3, 5, 14, 7, 9, TimeSpan.Zero)),
        }));

    [Fact]
    public void Marks_of_the_assistants_words_print_what_they_enclose() =>
        Assert.Equal("a b c", Rendering.Render("a {% generation %}b {% endgeneration %}c"));

    [Fact]
    public void One_template_renders_on_many_threads_at_once()
    {
        ChatTemplate template = ChatTemplate.Parse("{% set ns = namespace(s='') %}{% for i in range(n) %}{% set ns.s = ns.s ~ i %}{% endfor %}{{ ns.s }}");
        string[] rendered = new string[64];
        Parallel.For(0, rendered.Length, i => rendered[i] = template.Render(new ChatTemplateContext
        {
            Messages = [],
            Variables = new JsonObject { ["n"] = i },
        }));
        for (int i = 0; i < rendered.Length; i++) Assert.Equal(string.Concat(Enumerable.Range(0, i)), rendered[i]);
    }
}
