using System.Text.Json.Nodes;
using TogetherAI.Engine.Templates;

namespace TogetherAI.Engine.Tests.Templates;

/// <summary>A template comes with a downloaded model: it must not be able to hang or fell the process.</summary>
public class TemplateLimitTests
{
    [Theory]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "calls itself too deeply")]
    [InlineData("{% for i in range(10 ** 9) %}{% endfor %}", "range() gives at most 100000 numbers")]
    [InlineData("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "more than 5000000 steps")]
    [InlineData("{{ 'x' * 10 ** 9 }}", "more text than a prompt can need")]
    [InlineData("{% set ns = namespace(s='xxxxxxxx') %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}", "more text than a prompt can need")]
    [InlineData("{% for i in range(99999) %}{{ 'xxxxxxxxxx' * 1000 }}{% endfor %}", "longer than any prompt")]
    [InlineData("{% for i in range(99999) %}{% set s = 'xxxxxxxxxx' * 10000 %}{% endfor %}", "more text than a prompt can need")]
    [InlineData("{% set l = [1] * 10 ** 12 %}", "more than 5000000 steps")]
    [InlineData("{% set l = [] %}{% set _ = l.append(l) %}{{ l }}", "nested too deeply")]
    [InlineData("{% set l = [] %}{% set _ = l.append(l) %}{{ l | tojson }}", "nested too deeply")]
    [InlineData("{% set l = [] %}{% set m = [] %}{% set _ = l.append(l) %}{% set _ = m.append(m) %}{{ l == m }}", "nested too deeply")]
    [InlineData("{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}", "too long")]
    [InlineData("{% set a = namespace(l=[1]) %}{% set b = namespace(l=[1]) %}{% for i in range(60) %}{% set a.l = [a.l, a.l] %}{% set b.l = [b.l, b.l] %}{% endfor %}{{ a.l == b.l }}", "more than 5000000 steps")]
    public void A_hostile_template_is_stopped(string template, string problem) =>
        Assert.Contains(problem, Rendering.Fails(template).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("[", "1", "]")]
    [InlineData("not ", "1", "")]
    [InlineData("- ", "1", "")]
    [InlineData("1 if 0 else ", "1", "")]
    [InlineData("{1:", "1", "}")]
    public void An_expression_nested_without_end_is_refused(string open, string middle, string close)
    {
        string expression = string.Concat(Enumerable.Repeat(open, 50_000)) + middle + string.Concat(Enumerable.Repeat(close, 50_000));
        Assert.Contains("nested too deeply", Rendering.Fails("{{ " + expression + " }}").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Statements_nested_without_end_are_refused()
    {
        string template = string.Concat(Enumerable.Repeat("{% if 1 %}", 50_000));
        Assert.Contains("nested too deeply", Rendering.Fails(template).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" + 1")]
    [InlineData(".a")]
    [InlineData(" | string")]
    [InlineData("[0]")]
    public void A_chain_without_end_is_refused(string link)
    {
        string template = "{{ 1" + string.Concat(Enumerable.Repeat(link, 50_000)) + " }}";
        Assert.Throws<ChatTemplateException>(() => Rendering.Render(template));
    }

    [Fact]
    public void A_template_that_is_too_long_is_refused() =>
        Assert.Throws<ChatTemplateException>(() => ChatTemplate.Parse(new string('x', (1 << 20) + 1)));

    [Fact]
    public void A_message_nested_too_deeply_is_refused()
    {
        JsonNode nested = new JsonArray();
        for (int i = 0; i < 500; i++) nested = new JsonArray(nested);
        ChatTemplate template = ChatTemplate.Parse("{{ messages }}");
        Assert.Throws<ChatTemplateException>(() => template.Render(new ChatTemplateContext { Messages = nested.AsArray() }));
    }

    [Fact]
    public void A_long_conversation_stays_far_below_the_limits()
    {
        JsonArray messages = [];
        for (int i = 0; i < 5_000; i++) messages.Add(new JsonObject { ["role"] = i % 2 == 0 ? "user" : "assistant", ["content"] = new string('x', 500) });
        ChatTemplate template = ChatTemplate.Parse("{% for m in messages %}{{ '<' + m['role'] + '>' + m['content'] | trim + '</>' }}{% endfor %}");
        Assert.Equal((2_500 * (6 + 500 + 3)) + (2_500 * (11 + 500 + 3)), template.Render(new ChatTemplateContext { Messages = messages }).Length);
    }
}
