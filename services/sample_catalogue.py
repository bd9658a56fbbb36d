"""The sample park's catalogue, made up: 143 items in eleven fields; materials and steps come from patterns."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from services.item_rows import ItemRow

ONLINE = frozenset({"QY02", "LX01", "LX02", "XF05", "RC01"})
# The first steps of a new project, from 工商注册 to 投产 (DOMAIN.md section 5, on signing day).
LANDING = ("QY01", "SW01", "SW02", "YD02", "YD08", "JS02", "JS09", "JS18")
SMALL = (*LANDING, "LX01", "XF05", "ZL01", "JL01")
COMPANY, IDENTITY, FORM = (
    "营业执照|复印件加盖公章",
    "法定代表人身份证|正反面复印件",
    "申请表|窗口或网上下载填写,加盖公章!",
)


class FieldRule(NamedTuple):
    """What the items of a field have in common; `items`: name | called | promised/statutory | pattern | materials."""

    prefix: str
    department: str
    kind: str
    materials: tuple[str, ...]
    items: str


FIELDS: Mapping[str, FieldRule] = {
    "企业开办": FieldRule(
        "QY",
        "D6",
        "setup",
        (IDENTITY,),
        """
        企业设立登记(工商注册) | 注册公司、开公司、办营业执照、公司设立、business licence、new company | 1/15 | desk | \
            公司章程|股东签字!;住所使用证明|房产证或租赁合同复印件
        企业名称自主申报 | 核名、公司起名、名称预先核准、查名字 | 1/3 | online | 拟用名称及备选名称
        企业变更登记 | 换法人、改经营范围、变更股东、法定代表人变更、增资、改地址 | 2/15 | desk | \
            股东会决议|签字盖章!;营业执照正副本|原件!
        企业注销登记 | 注销公司、关公司、公司不干了 | 3/20 | desk | 清税证明;清算报告|股东签字!;营业执照正副本|原件!
        分公司设立登记 | 开分公司、分支机构 | 1/15 | desk | 营业执照|总公司复印件;分公司住所使用证明
        个体工商户登记 | 办个体户、开小店 | 1/15 | desk | 经营场所证明
        营业执照遗失补领 | 执照丢了、补营业执照、换照 | 1/10 | desk | 遗失声明
        公章刻制备案 | 刻章、刻公章、财务章、发票章 | 1/3 | desk | 营业执照|复印件加盖公章
        企业迁移登记 | 公司迁入、公司迁到园区、跨区搬迁 | 3/15 | desk | 股东会决议|签字盖章!;新住所使用证明
        外商投资企业设立登记 | 外资公司、合资企业注册 | 2/15 | desk | 境外投资者主体资格证明|经公证认证!;公司章程|签字!
        股权出质登记 | 股权质押 | 2/5 | desk | 质权合同|双方签字!;股东名册
        企业档案查询 | 调档、查工商档案、打印章程 | 1/3 | desk | 介绍信|原件!
        """,
    ),
    "立项备案": FieldRule(
        "LX",
        "D2",
        "approval",
        (COMPANY,),
        """
        企业投资项目备案(立项备案) | 立项、项目备案、发改备案、上新项目、project registration | 1/3 | online | \
            项目基本信息表
        企业投资项目核准 | 项目核准、核准类项目 | 5/20 | online | 项目申请报告;用地预审与选址意见书|复印件
        政府投资项目可行性研究报告审批 | 可研批复、可研审批 | 7/20 | review | \
            可行性研究报告|有资质单位编制!;项目建议书批复|复印件
        项目初步设计及概算审批 | 初设批复、概算 | 7/20 | review | 初步设计文件|有资质单位编制!;概算书
        固定资产投资项目节能审查 | 能评、节能评估、节能报告 | 7/20 | review | 节能报告
        技术改造项目备案 | 技改备案、设备更新、老生产线改造 | 1/3 | review | 技改方案;设备清单
        外商投资项目备案 | 外资项目备案 | 2/7 | review | 项目基本信息表;投资各方证照|复印件
        项目变更备案内容 | 改投资额、改建设规模、备案变更 | 1/3 | review | 变更说明|盖章!;原备案证明|复印件
        项目延期开工申请 | 延期开工、推迟开工 | 3/10 | review | 延期说明|盖章!
        重大项目纳统入库 | 纳统、入统、项目入库 | 3/10 | review | 项目备案证明|复印件;施工合同|复印件
        """,
    ),
    "规划用地": FieldRule(
        "YD",
        "D8",
        "approval",
        (FORM, COMPANY),
        """
        建设用地预审与选址意见书 | 用地预审、选址、选地块 | 7/20 | site | 项目备案证明|复印件;选址论证报告
        国有建设用地使用权竞买摘牌 | 土地摘牌、拿地、竞买土地、招拍挂、买地、land auction | 10/30 | auction | \
            竞买申请书!;竞买保证金缴纳凭证
        国有建设用地使用权出让合同签订 | 签土地合同、出让合同 | 5/10 | review | 成交确认书!;土地出让金缴纳凭证
        建设用地规划许可证核发 | 用地规划许可 | 3/20 | review | 出让合同|复印件;项目备案证明|复印件
        规划条件核提 | 规划条件、容积率、用地红线 | 5/20 | review | 地块位置图
        建设工程设计方案审查 | 总平面图审查、总平、厂房设计方案、规划方案 | 7/20 | review | \
            设计方案文本|有资质单位编制!;总平面图
        建设工程设计方案变更 | 改总平、改图、变更规划方案 | 7/20 | review | 变更前后对比图;原批准方案|复印件
        建设工程规划许可证核发 | 工程规划许可、规划证、盖厂房的规划许可、building planning permit | 5/20 | review | \
            建设用地规划许可证|复印件;不动产权证书|复印件;审定的设计方案
        规划验线 | 放线、验线 | 2/7 | site | 放线测量成果
        建设工程规划核实 | 规划验收、规划核实 | 5/20 | site | 竣工测绘报告;建设工程规划许可证|复印件
        临时用地审批 | 临时占地、临时堆场 | 7/20 | site | 临时用地协议|复印件;复垦方案
        临时建设工程规划许可 | 临建、临时建筑、活动板房、工棚 | 3/20 | review | 临时建筑平面图
        国有建设用地使用权转让审批 | 土地转让、厂房连地转让 | 10/20 | review | 转让协议!;不动产权证书|原件!
        土地分割合并审批 | 分割土地、宗地合并 | 10/20 | site | 分割方案;不动产权证书|原件!
        土地用途变更审批 | 改土地性质、工业用地变更 | 10/30 | review | 变更用途说明;规划部门意见
        首次不动产登记(新建厂房) | 新厂房办产权证、厂房房产证、办不动产证 | 3/30 | desk | \
            不动产权籍调查报告;规划核实证明|复印件;竣工验收备案表|复印件
        """,
    ),
    "建设施工": FieldRule(
        "JS",
        "D3",
        "approval",
        (FORM, COMPANY),
        """
        施工图设计文件审查 | 审图、施工图审查 | 7/15 | review | 全套施工图|有资质单位编制!;勘察报告
        建筑工程施工许可证核发(开工) | 施工许可、开工证、开工手续、construction permit | 3/7 | review | \
            建设工程规划许可证|复印件;施工合同|复印件;施工图审查合格书
        工程质量安全监督登记 | 质监、安监登记、报监 | 2/5 | review | 施工、监理合同|复印件;质量安全责任人名册
        招标文件备案 | 工程招标、招标备案 | 2/5 | review | 招标文件
        施工合同备案 | 合同备案 | 1/5 | review | 施工合同!
        建筑工程施工许可变更 | 换施工单位、施工许可延期 | 2/7 | review | 施工许可证|原件!;变更说明|盖章!
        工程消防设计技术咨询 | 消防设计怎么做 | 3/7 | review | 设计说明
        临时占用挖掘道路许可 | 挖路、开挖道路、占道施工 | 3/20 | site | 施工方案;交通组织方案
        工程竣工联合验收 | 竣工验收、联合验收、完工验收、completion | 7/15 | joint | \
            工程竣工报告!;各参建单位质量合格文件
        竣工验收备案 | 验收备案、竣工备案 | 2/15 | review | 工程竣工验收报告!
        建设工程档案验收 | 城建档案、工程资料归档 | 3/10 | review | 工程档案
        建筑垃圾处置核准 | 渣土、运渣土、建筑垃圾 | 3/20 | review | 处置方案;运输合同|复印件
        夜间施工许可 | 夜里施工、晚上浇混凝土 | 1/5 | review | 夜间施工说明
        塔吊施工电梯使用登记 | 塔吊、起重机械登记 | 3/5 | review | 检验报告;安装验收资料
        供电报装 | 用电报装、接电、增容、变压器、电不够用、electricity | 5/20 | utility | 用电设备清单;红线图
        供水报装 | 接水、装水表、用水报装 | 4/15 | utility | 用水量说明;红线图
        燃气报装 | 接天然气、通气、gas | 5/15 | utility | 用气设备清单;红线图
        项目投产服务 | 投产、试生产、开工生产 | 3/10 | site | 试生产方案;竣工验收备案表|复印件
        """,
    ),
    "消防人防": FieldRule(
        "XF",
        "D9",
        "approval",
        (FORM, COMPANY),
        """
        建设工程消防设计审查 | 消防审查、消防图纸 | 7/15 | review | 消防设计文件|有资质单位编制!
        建设工程消防验收 | 消防验收、新厂房消防 | 7/15 | site | 工程竣工验收报告|复印件;消防检测报告
        建设工程消防验收备案 | 消防备案 | 3/15 | site | 工程竣工验收报告|复印件
        公众聚集场所营业前消防安全检查 | 食堂宿舍消防检查、开业消防、消防合格证 | 3/10 | site | 消防安全制度;场所平面图
        易地人防建设审批 | 人防易地建设费、人防费、不建防空地下室、防空 | 3/15 | online | 易地建设申请表;总平面图
        结合民用建筑修建防空地下室审批 | 修人防地下室、人防审批 | 5/15 | review | 人防设计文件|有资质单位编制!
        危险化学品安全条件审查 | 危化品项目、化工安全审查 | 15/45 | site | 安全条件评价报告
        生产安全事故应急预案备案 | 应急预案、安全预案 | 3/7 | review | 应急预案;评审意见
        """,
    ),
    "环保水务": FieldRule(
        "HB",
        "D3",
        "approval",
        (FORM, COMPANY),
        """
        建设项目环境影响报告书审批 | 环评、环评报告书 | 15/60 | review | 环境影响报告书|有资质单位编制!
        建设项目环境影响报告表审批 | 环评、环评报告表、小项目环评、environmental assessment | 7/30 | review | \
            环境影响报告表!
        环境影响登记表备案 | 环评登记表、环保备案 | 1/3 | review | 登记表
        排污许可证核发 | 排污证、排污许可、废气废水排放 | 10/20 | site | 排污许可申请表;自行监测方案
        排污登记 | 固定污染源登记 | 1/3 | review | 登记信息表
        城镇污水排入排水管网许可 | 排水证、污水接管、雨污分流 | 5/20 | site | 排水管网图;水质检测报告
        取水许可 | 打井、抽地下水、取水证 | 10/45 | site | 水资源论证报告
        生产建设项目水土保持方案审批 | 水保、水土保持 | 5/10 | review | 水土保持方案报告
        建设项目环境保护竣工验收指导 | 环保验收、三同时验收 | 5/15 | site | 验收监测报告
        危险废物管理计划备案 | 危废、废机油、危废转移 | 2/10 | review | 管理计划;处置合同|复印件
        辐射安全许可 | 射线装置、X光机、探伤 | 10/20 | site | 辐射评价文件;人员培训证明
        噪声超标临时排放说明 | 噪音、夜间噪声 | 2/5 | review | 降噪方案
        """,
    ),
    "市场许可": FieldRule(
        "SC",
        "D6",
        "approval",
        (FORM, COMPANY),
        """
        食品生产许可 | 食品厂许可证、SC证、QS证、食品加工 | 10/20 | site | 食品生产场所平面图;质量安全制度;工艺流程图
        食品经营许可 | 开食堂、员工食堂、餐饮许可、卖食品 | 5/20 | site | 场所布局图;健康证|复印件
        药品生产许可 | 药厂、制药许可 | 15/30 | site | 质量管理文件;厂房设施图
        第二类医疗器械产品注册指导 | 器械注册证、二类医疗器械 | 10/60 | review | 产品技术要求;检验报告
        第一类医疗器械生产备案 | 一类器械备案 | 3/5 | review | 产品备案凭证|复印件
        第二、三类医疗器械经营许可备案 | 卖医疗器械、器械经营 | 5/30 | site | 经营场所证明;质量负责人证明
        特种设备使用登记 | 锅炉、叉车、行车、电梯、压力容器登记 | 3/15 | review | 产品合格证|复印件;监督检验证书
        工业产品生产许可 | 生产许可证、工业品许可 | 10/30 | site | 产品检验报告
        计量标准器具核准 | 计量、校准、检定 | 7/20 | site | 计量标准技术报告
        商标注册受理 | 注册商标、品牌保护、trademark | 2/9 | review | 商标图样
        专利申请预审 | 专利、专利快速审查、patent | 5/15 | review | 专利申请文件
        企业标准自我声明公开指导 | 企业标准、执行标准 | 2/5 | review | 标准文本
        户外广告设置许可 | 挂招牌、楼顶大字、门头广告 | 3/20 | site | 效果图;设置位置图
        质量管理体系认证指导 | ISO9001、体系认证、质量认证、iso | 5/20 | review | 质量手册
        """,
    ),
    "税务银行": FieldRule(
        "SW",
        "D11",
        "setup",
        (COMPANY, IDENTITY),
        """
        税务登记信息确认 | 税务登记、税务报到、核税、tax registration | 1/5 | desk | 财务负责人身份证|复印件
        银行对公账户开立 | 银行开户、开对公户、基本户、bank account | 2/5 | bank | 公章、财务章、法人章|现场使用!
        一般纳税人登记 | 一般纳税人、增值税专用发票资格 | 1/5 | desk | 登记表!
        发票领用 | 领发票、开发票、发票额度、增票、invoice | 1/3 | desk | 领用申请
        发票增额增量申请 | 发票不够用、提高开票额度 | 2/10 | desk | 业务合同|复印件
        出口退税备案 | 退税、出口退税、export refund | 3/10 | desk | 对外贸易备案表|复印件
        增值税留抵退税 | 留抵退税、退增值税 | 5/10 | desk | 退税申请表!
        研发费用加计扣除辅导 | 加计扣除、研发费 | 3/10 | desk | 研发项目清单
        土地使用税减免备案 | 土地税减免、房产税减免 | 5/20 | desk | 困难减免说明
        园区贷款贴息推荐 | 贷款、融资、缺资金、银行授信、loan | 5/15 | review | 近两年财务报表|盖章!
        应急转贷资金申请 | 转贷、过桥资金、续贷 | 3/10 | review | 到期贷款合同|复印件
        上市挂牌辅导备案 | 上市、新三板、股改、ipo | 7/20 | review | 企业基本情况报告
        """,
    ),
    "人才社保": FieldRule(
        "RC",
        "D7",
        "approval",
        (COMPANY,),
        """
        社会保险登记 | 社保开户、员工参保、交社保、五险、social insurance | 1/5 | online | 职工名册
        职工参保增减员 | 新员工社保、离职停保、社保减员 | 1/3 | review | 增减员表
        住房公积金开户 | 公积金开户、缴公积金 | 1/5 | review | 职工缴存清册
        工伤认定 | 工伤、员工受伤、injury | 15/60 | review | 事故经过说明;医院诊断证明|复印件;劳动合同|复印件
        外国人来华工作许可 | 外籍员工、外国专家、工作签、work permit | 5/20 | review | 护照|复印件;学历证明|经认证!
        特殊工时审批 | 综合工时、不定时工作制、加班倒班 | 7/20 | review | 工时方案;职工代表意见
        企业职称申报 | 评职称、工程师职称 | 10/30 | review | 个人业绩材料
        高层次人才认定 | 人才引进、博士、人才补助、talent | 10/30 | review | 学历学位证书|复印件;劳动合同|复印件
        人才公寓申请 | 人才房、宿舍、员工住房、租房 | 5/15 | review | 劳动合同|复印件;无房证明
        职工子女入学协调 | 小孩上学、孩子读书、入学、转学、school | 10/30 | review | 户口本|复印件;学籍信息
        校企合作用工对接 | 招工、招不到人、缺工人、招聘 | 3/10 | review | 用工需求表
        员工落户办理 | 落户、迁户口、集体户 | 3/10 | review | 身份证、户口本|原件!
        劳动用工备案 | 劳动合同备案、用工备案 | 1/5 | review | 职工名册
        职业技能等级认定备案 | 技能等级、技工证、培训鉴定 | 7/20 | review | 认定方案
        """,
    ),
    "历史遗留办证": FieldRule(
        "ZL",
        "D8",
        "certificate",
        (FORM, COMPANY, "历史情况说明|法定代表人签字盖章!"),
        """
        历史遗留厂房补办不动产权证 | 厂房没有房产证、老厂房办证、补产权证 | 20/60 | site | \
            原用地批准文件;房屋安全鉴定报告;测绘报告
        历史遗留用地补办出让手续 | 老地块没手续、土地证没办、补土地证 | 20/60 | site | 原投资协议|复印件;宗地图
        历史遗留项目补办规划许可 | 以前没办规划、补规划证 | 15/40 | review | 现状测绘图;原设计图
        历史遗留项目补办施工许可 | 没办施工许可就盖了、补施工手续 | 15/40 | review | 施工单位证明;质量检测报告
        历史遗留项目补办竣工验收 | 没验收就用了、补验收 | 20/60 | joint | 质量检测鉴定报告
        历史遗留项目补办消防验收 | 老厂房消防没验收、补消防 | 15/40 | site | 消防检测报告;整改说明
        历史遗留项目补办环评 | 没做环评、补环评 | 20/60 | review | 现状环境影响评估报告
        房产证与土地证合并换证 | 两证合一、换不动产证、旧证换新证 | 5/30 | desk | 房产证、土地证|原件!
        厂房分割登记 | 厂房分开办证、分层分割 | 10/30 | site | 分割测绘报告;不动产权证书|原件!
        企业更名后证照变更 | 改名后房产证换名字、证上名字不一致 | 5/20 | desk | 变更登记通知书|复印件;原证照|原件!
        土地面积差异处理 | 面积不符、多占土地、超红线 | 15/40 | site | 实测宗地图
        """,
    ),
    "政策兑现": FieldRule(
        "JL",
        "D2",
        "reward",
        (COMPANY, "奖补资金申请表|加盖公章!", "开户许可证|复印件"),
        """
        招商协议约定奖励兑现 | 合同奖励、协议兑现、答应的奖励、招商优惠 | 10/30 | reward | \
            招商协议|复印件;投资完成审计报告
        固定资产投资奖励 | 投资奖、买设备补贴、固投奖励 | 10/30 | reward | 设备发票及付款凭证|复印件;审计报告
        厂房租金补贴 | 租金补贴、房租补助、租厂房补贴 | 7/20 | reward | 租赁合同|复印件;租金发票|复印件
        厂房装修补贴 | 装修补助 | 7/20 | reward | 装修合同及发票|复印件
        规模以上企业入规奖励 | 入规奖、规上企业、四上、小升规 | 5/20 | reward | 入库证明
        高新技术企业认定奖励 | 高企奖、高新奖、高新企业 | 7/20 | reward | 高新技术企业证书|复印件
        专精特新企业奖励 | 专精特新、小巨人 | 7/20 | reward | 认定文件|复印件
        研发投入奖补 | 研发补贴、科研奖 | 10/30 | reward | 研发费用专项审计报告
        税收贡献奖励 | 纳税奖、税收返还、税收优惠兑现 | 10/30 | reward | 完税证明
        企业上市奖励 | 上市补助 | 10/30 | reward | 上市证明文件
        品牌商标奖励 | 驰名商标、名牌奖、绿色食品奖 | 5/20 | reward | 认定证书|复印件
        专利奖励 | 发明专利补贴 | 5/20 | reward | 专利证书|复印件
        稳岗返还 | 失业保险返还、稳岗补贴、不裁员 | 5/20 | reward | 参保职工名册
        一次性吸纳就业补贴 | 招大学生补贴、就业补贴、招人补贴 | 7/20 | reward | 劳动合同|复印件;毕业证|复印件
        物流运输补贴 | 运费补贴、出口运费 | 7/20 | reward | 运输合同及发票|复印件
        技术改造奖补 | 技改补贴、智能化改造、机器换人 | 10/30 | reward | 技改备案证明|复印件;设备发票|复印件
        """,
    ),
}
FEES = {
    "YD02": "土地成交价款,按成交确认书",
    "YD03": "土地出让金及契税,按合同",
    "XF05": "防空地下室易地建设费,按省定标准",
    "JS15": "受电工程费用,按实际",
    "JS16": "水表及管道费用,按实际",
    "JS17": "燃气管道费用,按实际",
    "HB08": "水土保持补偿费,按省定标准",
    "SC10": "每类 300 元,网上申请 270 元",
    "QY08": "刻章费用由园区承担",
}
FREE = "不收费"
FACE_TO_FACE = "银行开户须法定代表人当面核验身份"
AT_AUCTION = "竞价须由企业授权人现场举牌"
QUICK, FEW = 1, 2  # working days in which there is room for one or two steps only
# A step: name, worker, days, after (from 0; None: the one before), department (None: the item's), presence.
Step = tuple[str, str, int, Sequence[int] | None, str | None, str]


def items(departments: Collection[str], only: Collection[str] = ()) -> tuple[ItemRow, ...]:
    """The items, all or those with these codes; where a department is not in the park its front desk takes over."""
    return tuple(
        ItemRow.model_validate(within(values, departments))
        for values in all_items()
        if not only or values["code"] in only
    )


@cache
def all_items() -> tuple[dict[str, Any], ...]:
    """Every item's values, field by field."""
    return tuple(values for field, rule in FIELDS.items() for values in of_field(field, rule))


def of_field(field: str, rule: FieldRule) -> Iterator[dict[str, Any]]:
    """The items of one field, numbered in their order."""
    for number, line in enumerate(rule.items.strip().splitlines(), 1):
        name, called, days, pattern, papers = (part.strip() for part in line.split("|", 4))
        code, (promised, statutory) = f"{rule.prefix}{number:02}", map(int, days.split("/"))
        yield {
            "code": code,
            "name": name,
            "called": called,
            "field": field,
            "kind": rule.kind,
            "department": rule.department,
            "promised_days": promised,
            "statutory_days": statutory,
            "online": code in ONLINE,
            "fees": FEES.get(code, FREE),
            "materials": [material(code, paper) for paper in (*rule.materials, *papers.split(";"))],
            "steps": [step(code, each) for each in steps_of(pattern, promised)],
        }


def material(code: str, paper: str) -> dict[str, Any]:
    """A paper as `name|form!`: with ! the original is asked for, otherwise two copies."""
    name, _, form = paper.rstrip("!").partition("|")
    original = paper.endswith("!")
    copies = 1 if original else 2
    return {"item": code, "name": name, "form": form or "纸质或电子", "original": original, "copies": copies}


def step(code: str, values: Step) -> dict[str, Any]:
    """A step's values by name."""
    name, worker, days, after, department, presence = values
    return {
        "item": code,
        "name": name,
        "worker": worker,
        "days": days,
        "after": after,
        "department": department,
        "presence": presence,
    }


def steps_of(pattern: str, days: int) -> list[Step]:
    """The steps of a pattern, spread over the days that are promised."""
    if days == QUICK:
        return [("当场受理办结", "department", 1, None, None, "")]
    if pattern == "bank":
        return at_bank(days)
    collect: Step = ("收集并核对材料", "agent", 1, None, None, "")
    if days == FEW or pattern in {"desk", "online"}:
        return [collect, ("受理、审核并办结", "department", days - 1, None, None, "")]
    return [collect, *PATTERNS[pattern](days)]


def at_bank(days: int) -> list[Step]:
    """The bank wants to see who it deals with."""
    return [
        ("预约银行并备齐材料", "agent", 1, None, None, ""),
        ("法定代表人面签开户", "firm", days - 1, None, None, FACE_TO_FACE),
    ]


def reviewed(days: int) -> list[Step]:
    """A department decides on paper."""
    return [("受理审查", "department", days - 2, None, None, ""), ("取件送达企业", "agent", 1, None, None, "")]


def on_site(days: int) -> list[Step]:
    """Papers and site are looked at side by side."""
    return [
        ("材料审查", "department", days - 2, [0], None, ""),
        ("现场核查", "department", days - 2, [0], None, ""),
        ("作出决定并送达", "department", 1, [1, 2], None, ""),
    ]


def jointly(days: int) -> list[Step]:
    """Several departments come together."""
    return [
        ("规划核实", "department", days - 2, [0], "D8", ""),
        ("消防查验", "department", days - 2, [0], "D9", ""),
        ("质量查验", "department", days - 2, [0], "D3", ""),
        ("出具联合意见", "department", 1, [1, 2, 3], None, ""),
    ]


def at_auction(days: int) -> list[Step]:
    """Land is bid for."""
    return [
        ("竞买资格审查与公告", "department", days - 3, None, None, ""),
        ("现场竞价摘牌", "firm", 1, None, None, AT_AUCTION),
        ("签发成交确认书", "department", 1, None, None, ""),
    ]


def rewarded(days: int) -> list[Step]:
    """A department looks at it, the treasury pays."""
    return [
        ("部门初审", "department", days - 3, None, None, ""),
        ("财政复核", "department", 1, None, "D11", ""),
        ("资金拨付", "department", 1, None, "D11", ""),
    ]


PATTERNS = {
    "review": reviewed,
    "site": on_site,
    "joint": jointly,
    "auction": at_auction,
    "utility": on_site,
    "reward": rewarded,
}


def within(values: dict[str, Any], departments: Collection[str]) -> dict[str, Any]:
    """The item in a park that has only these departments."""
    steps = [each | {"department": there(each["department"], departments)} for each in values["steps"]]
    return values | {"department": there(values["department"], departments), "steps": steps}


def there(department: str | None, departments: Collection[str]) -> str | None:
    """The department, or the front desk in its place."""
    return department if department is None or department in departments else min(departments)
