# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Your own articles
#
# From a folder to a graph in ten lines. Put your articles into a folder: plain text, saved web
# pages, or a table with one article a row. Here we make up a small town and its bridge.

# %%
from pathlib import Path

import quoth

folder = Path("../out/my-articles")
folder.mkdir(parents=True, exist_ok=True)
(folder / "harbour.txt").write_text("""Harbour bridge closed

VALLETTA, March 3, 2024. The old harbour bridge will be closed for a year, Mayor Rosa Camilleri
said on Sunday. "We cannot wait until somebody is hurt," she told reporters.

Shopkeepers are worried. "A year without customers is the end of my shop," said Karl Borg, who runs
a bakery at the quay. According to Camilleri, the city will pay for their losses.
""", "utf-8")
(folder / "ferry.html").write_text("""<html><head><title>A ferry for the harbour</title>
<meta property="article:published_time" content="2024-03-05"></head><body><article>
<h1>A ferry for the harbour</h1>
<p>A ferry will replace the closed harbour bridge, Mayor Rosa Camilleri announced on Tuesday.</p>
<p>"It will run every ten minutes," Camilleri said. Karl Borg, a baker, called the plan a good
start but demanded that the city keep its word on money.</p></article></body></html>
""", "utf-8");

# %% [markdown]
# ## Ten lines

# %%
built = quoth.build(folder, "../out/mine")
kg = built.kg
for refused in built.rejected:
    print("not read:", refused.key, refused.reason)
kg.table("quotations").select("date", "speaker", "said", "form", "article")

# %% [markdown]
# A file that is no article is refused with a reason and harms nothing else. The folder now holds
# the page to open in a browser, the marked articles, the table and the graph:

# %%
sorted(path.name for path in built.out.iterdir() if not path.name.startswith("."))

# %% [markdown]
# ## More articles later
#
# Adding the same article again changes nothing; removing one leaves what there would be without it.

# %%
(folder / "vote.txt").write_text("""Council votes on harbour money

VALLETTA, March 9, 2024. The council approved two million euros for shopkeepers at the quay.
"I kept my word," Mayor Rosa Camilleri said.
""", "utf-8")
kg.add(folder)
kg.table("actors").select("actor", "type", "role", "quotations", "spoken_of")

# %%
kg.remove("vote.txt")
len(kg.articles)

# %% [markdown]
# ## People you know better
#
# If you follow a beat, write down its people once and their names, roles and aliases are
# recognized: one JSON object a line. `quoth.Options(entities="people.jsonl")` takes it.
#
# ## What next
#
# - `out/mine/graph.html`: who speaks of whom, with every quotation at the side.
# - `kg.write("network.gexf")` for Gephi, `kg.write("graph.ttl")` for any RDF tool.
# - `quoth serve -s out/mine`: search, read and check in the browser.
# - The other notebooks on these articles: give them your folder instead of `../seeds/articles`.
